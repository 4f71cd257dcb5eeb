// Two people edited one file: what of each is kept, field by field, and what only a person can decide.
import { isSame, PATIENT_FIELDS, type PatientField, type PatientValues } from "./values";

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
 * that is not readable in both, nobody can tell who changed it: it stays as stored.
 */
export function mergeEdits(
  opened: PatientValues,
  theirs: PatientValues,
  mine: PatientValues,
  isReadable: (field: PatientField) => boolean = () => true,
): Merge {
  const merge: Merge = { values: { ...mine }, takenOver: [], conflicts: [] };
  for (const field of PATIENT_FIELDS) {
    if (!isReadable(field)) {
      merge.values[field] = theirs[field];
      continue;
    }
    const values = { opened: opened[field], theirs: theirs[field] };
    if (isSame(field, values.opened, values.theirs)) continue;
    if (isSame(field, mine[field], values.theirs)) {
      merge.values[field] = values.theirs;
    } else if (isSame(field, mine[field], values.opened)) {
      merge.values[field] = values.theirs;
      merge.takenOver.push({ field, ...values });
    } else {
      merge.conflicts.push({ field, ...values, mine: mine[field] });
    }
  }
  return merge;
}
