// One file being edited: the form, the version it stands on, and what someone else saved meanwhile.
import type { PatientFile } from "$lib/api/bindings";
import { errorOf } from "$lib/api/call";
import { FormState } from "$lib/forms/FormState.svelte";
import { ConfirmedFor } from "./confirmedFor";
import { mergeEdits, type Conflict, type TakenOver } from "./merge";
import { isSame, newFields, SEALED_FIELDS, valuesOf, type PatientField, type PatientValues } from "./values";

/** What may be edited of a file: all of it, or the notes alone, as a doctor may. */
export type EditScope = "file" | "notes";

/** What someone else saved while the form was open. */
export interface MeanwhileSaved {
  /** Local date and time of their saving. */
  at: string;
  /** Their user name; `null` where an older MediGest saved it. */
  by: string | null;
  takenOver: TakenOver[];
  conflicts: Conflict[];
}

export interface FileEditOptions {
  scope: EditScope;
  /** Saves on top of `before`; throws `patientChanged` when that is no longer the file in the base. */
  save: (edit: {
    before: PatientFile;
    values: PatientValues;
    acceptWarnings: boolean;
    opId: string;
  }) => Promise<PatientFile>;
  onSaved: (saved: PatientFile, before: PatientFile) => void;
}

export class FileEdit {
  readonly scope: EditScope;
  readonly form: FormState<PatientValues, PatientFile>;
  meanwhile: MeanwhileSaved | null = $state(null);
  #before: PatientFile = $state.raw() as PatientFile;
  readonly #warnings = new ConfirmedFor();

  constructor(file: PatientFile, { scope, save, onSaved }: FileEditOptions) {
    this.scope = scope;
    this.#before = file;
    this.form = new FormState<PatientValues, PatientFile>({
      initial: valuesOf(file),
      submit: async (values, opId) => {
        const before = this.#before;
        try {
          const saved = await save({
            before,
            values,
            acceptWarnings: this.#warnings.holds(values),
            opId,
          });
          onSaved(saved, before);
          return saved;
        } catch (failure) {
          const changed = errorOf(failure, "patientChanged");
          if (changed) this.#goOnFrom(changed.current);
          throw failure;
        }
      },
    });
  }

  get id(): string {
    return this.#before.id;
  }

  get version(): number {
    return this.#before.v;
  }

  /** The file that a save replaces; of what cannot be read there, what is stored stays. */
  get before(): PatientFile {
    return this.#before;
  }

  /**
   * The same version, read with a key given meanwhile: what could not be read before was not emptied by hand, and goes
   * on from what is stored.
   */
  readAgain(file: PatientFile): void {
    if (file.v !== this.#before.v) return;
    const stored = valuesOf(file);
    const typed = { ...this.form.values };
    const opened = SEALED_FIELDS.filter((field) => typed[field] === null && stored[field] !== null);
    if (opened.length === 0) return;
    for (const field of opened) typed[field] = stored[field];
    this.#before = file;
    this.form.rebase(stored);
    this.form.values = typed;
  }

  /** Types what is given and not yet in the file. */
  type(values: PatientValues): void {
    for (const field of newFields(values, this.#before)) this.form.values[field] = values[field] ?? "";
  }

  /** What the form holds of a field; nothing of one that it does not show. */
  typed(field: PatientField): string {
    return this.form.values[field] ?? "";
  }

  /** Saves although the rules find something unusual. */
  saveDespiteWarnings(): void {
    this.#warnings.give(this.form.values);
    void this.form.submit();
  }

  /** Which side of a conflict the form holds; whatever is typed by hand is mine. */
  chosen({ field, theirs }: Conflict): "mine" | "theirs" {
    return isSame(field, this.typed(field), theirs) ? "theirs" : "mine";
  }

  choose(conflict: Conflict, side: "mine" | "theirs"): void {
    if (this.chosen(conflict) === side) return;
    if (side === "theirs") conflict.mine = this.typed(conflict.field);
    this.form.values[conflict.field] = conflict[side];
  }

  /** Nothing typed is lost: it is laid over the file as it is now, and the next save replaces that one. */
  #goOnFrom(current: PatientFile): void {
    const merge = mergeEdits(valuesOf(this.#before), valuesOf(current), this.form.values);
    this.#before = current;
    this.form.rebase(valuesOf(current));
    this.form.values = merge.values;
    const { updatedAt: at, updatedBy: by } = current;
    this.meanwhile = { at, by, takenOver: merge.takenOver, conflicts: merge.conflicts };
  }
}
