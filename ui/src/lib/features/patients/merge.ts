// Two people edited one file: what of each is kept, field by field, and what only a person can decide.
import { isSame, PATIENT_FIELDS, SEALED_FIELDS, type PatientField, type PatientValues } from "./values";

/** A field that only the other person changed. */
export interface TakenOver {
  field: PatientField;
  opened: string;
  theirs: string;
}

/** A field that both changed, differently. */
export interface Conflict extends TakenOver {
  mine: string;
}

export interface Merge {
  /** What the form goes on with: theirs where only they changed, mine everywhere else. */
  values: PatientValues;
  takenOver: TakenOver[];
  conflicts: Conflict[];
}

/**
 * Merges what I typed (`mine`) into the file as the other person left it (`theirs`), both starting from the
 * file as I opened it. A difference in spacing or in the writing of a phone number is no change. Of a field
 * that is not shown in both, nobody can tell who changed it: it stays as stored.
 */
export function mergeEdits(opened: PatientValues, theirs: PatientValues, mine: PatientValues): Merge {
  const merge: Merge = { values: { ...mine }, takenOver: [], conflicts: [] };
  for (const field of SEALED_FIELDS) {
    if (opened[field] === null || theirs[field] === null) merge.values[field] = theirs[field];
  }
  for (const field of PATIENT_FIELDS) {
    const [before, after, typed] = [opened[field], theirs[field], mine[field]];
    if (before === null || after === null || typed === null) continue;
    if (isSame(field, before, after)) continue;
    if (isSame(field, typed, after)) {
      merge.values[field] = after;
    } else if (isSame(field, typed, before)) {
      merge.values[field] = after;
      merge.takenOver.push({ field, opened: before, theirs: after });
    } else {
      merge.conflicts.push({ field, opened: before, theirs: after, mine: typed });
    }
  }
  return merge;
}
