// Editing files from a panel: what the session may edit, the edit under way, saving it and taking it back.
import { createMutation, useQueryClient } from "@tanstack/svelte-query";
import type { PatientFile } from "$lib/api/bindings";
import { AppError, errorOf, newOpId } from "$lib/api/call";
import { toast } from "$lib/components/toast";
import { useSession } from "$lib/features/session/context";
import { formatPerson } from "$lib/format";
import { m } from "$lib/i18n";
import { FileEdit, type EditScope, type FileEditOptions } from "./fileEdit.svelte";
import { patientMutations } from "./queries";
import { inputOf, valuesOf, type PatientValues } from "./values";

/** Called while a component is set up. */
export function useFileEditing(): FileEditing {
  const client = useQueryClient();
  const session = useSession();
  const update = createMutation(() => patientMutations.update(client));
  const editNotes = createMutation(() => patientMutations.editNotes(client));

  const save: Save = (scope, { before: { id, v }, values, acceptWarnings, opId }) => {
    if (scope === "notes") return editNotes.mutateAsync({ id, v, notes: values.notes, opId });
    const input = inputOf(values, { warnings: acceptWarnings, duplicate: false });
    return update.mutateAsync({ id, v, input, opId });
  };
  return new FileEditing(save, () => {
    if (session.can("editPatients")) return "file";
    return session.can("editNotes") ? "notes" : null;
  });
}

type Save = (scope: EditScope, edit: Parameters<FileEditOptions["save"]>[0]) => Promise<PatientFile>;

class FileEditing {
  #current: FileEdit | null = $state.raw(null);
  readonly #save: Save;
  readonly #scope: () => EditScope | null;

  constructor(save: Save, scope: () => EditScope | null) {
    this.#save = save;
    this.#scope = scope;
  }

  /** How much of a file the session may edit. */
  get scope(): EditScope | null {
    return this.#scope();
  }

  /** The edit of that file, if one is under way. */
  of(id: string): FileEdit | null {
    return this.#current?.id === id ? this.#current : null;
  }

  /** Starts editing, with what was already `typed` elsewhere. */
  start(file: PatientFile, typed?: PatientValues): void {
    const scope = this.scope;
    if (scope === null) return;
    const edit = new FileEdit(file, {
      scope,
      save: (values) => this.#save(scope, values),
      onSaved: (saved, before) => {
        this.stop();
        this.#tell(scope, saved, before);
      },
    });
    if (typed) edit.type(typed);
    this.#current = edit;
  }

  /** Leaves the edit; what was typed is gone. */
  stop(): void {
    this.#current = null;
  }

  #tell(scope: EditScope, saved: PatientFile, before: PatientFile): void {
    const name = formatPerson(saved);
    const message = scope === "notes" ? m.patients_notesSaved({ name }) : m.patients_saved({ name });
    toast.done(message, { undo: () => this.#restore(scope, saved, before) });
  }

  async #restore(scope: EditScope, saved: PatientFile, before: PatientFile): Promise<void> {
    try {
      const values = valuesOf(before);
      const restored = await this.#save(scope, {
        before: saved,
        values,
        acceptWarnings: true,
        opId: newOpId(),
      });
      toast.done(m.patients_restored({ name: formatPerson(restored) }));
    } catch (failure) {
      // There is no typing to compare here: what someone else saved since simply stays.
      throw errorOf(failure, "patientChanged") ? new AppError({ code: "changedByOther" }) : failure;
    }
  }
}

export type { FileEditing };
