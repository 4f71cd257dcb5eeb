// Editing a file while someone else saves it.
import { expect, test, vi } from "vitest";
import type { PatientFile } from "$lib/api/bindings";
import { AppError } from "$lib/api/call";
import { FileEdit, type FileEditOptions } from "./fileEdit.svelte";
import { blankValues } from "./values";

const opened: PatientFile = {
  id: "a1",
  v: 3,
  lastName: "DUPONT",
  firstName: "Jean",
  birthDate: null,
  phone: "0601020304",
  email: null,
  insurance: null,
  insuranceState: "open",
  notes: "Allergie.",
  notesState: "open",
  createdAt: "2025-03-04T09:12",
  updatedAt: "2026-11-01T11:05",
  visits: [],
};
/** What someone else made of it meanwhile. */
const current: PatientFile = {
  ...opened,
  v: 4,
  phone: "0699999999",
  notes: "Leur note.",
  updatedAt: "2026-11-23T10:40",
};

/** The base, which only accepts a save on top of what it holds. */
function editing(inBase: PatientFile) {
  const save = vi.fn<FileEditOptions["save"]>(({ before, values }) =>
    before.v === inBase.v
      ? Promise.resolve({ ...inBase, v: inBase.v + 1, notes: values.notes })
      : Promise.reject(new AppError({ code: "patientChanged", current: inBase })),
  );
  const onSaved = vi.fn();
  return { edit: new FileEdit(opened, { scope: "file", save, onSaved }), save, onSaved };
}

test("a save that nobody came before replaces the file as opened", async () => {
  const { edit, save, onSaved } = editing(opened);
  edit.form.values.notes = "Ma note.";
  await edit.form.submit();
  expect(save.mock.lastCall?.[0]).toMatchObject({ before: opened, acceptWarnings: false });
  expect(onSaved).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ v: 4 }), opened);
  expect(edit.meanwhile).toBeNull();
});

test("a save that came too late keeps what was typed and goes on from the file as it is now", async () => {
  const { edit, save, onSaved } = editing(current);
  edit.form.values.notes = "Ma note.";
  await edit.form.submit();
  expect(onSaved).not.toHaveBeenCalled();
  expect(edit.meanwhile).toMatchObject({
    at: current.updatedAt,
    takenOver: [{ field: "phone" }],
    conflicts: [{ field: "notes", opened: "Allergie.", theirs: "Leur note.", mine: "Ma note." }],
  });
  expect(edit.form.values.notes).toBe("Ma note.");
  expect(edit.form.dirty).toBe(true);

  await edit.form.submit();
  expect(save.mock.lastCall?.[0].before.v).toBe(4);
  expect(save.mock.lastCall?.[0].values.phone.replace(/\s/g, "")).toBe("0699999999");
  expect(onSaved).toHaveBeenCalledOnce();
});

test("each side of a conflict can be chosen, and mine comes back as last typed", async () => {
  const { edit } = editing(current);
  edit.form.values.notes = "Ma note.";
  await edit.form.submit();
  const conflict = edit.meanwhile!.conflicts[0]!;
  edit.form.values.notes = "Ma note, mieux dite.";
  expect(edit.chosen(conflict)).toBe("mine");
  edit.choose(conflict, "theirs");
  expect(edit.form.values.notes).toBe("Leur note.");
  expect(edit.chosen(conflict)).toBe("theirs");
  edit.choose(conflict, "mine");
  expect(edit.form.values.notes).toBe("Ma note, mieux dite.");
});

test("accepting a warning holds for these values only", async () => {
  const { edit, save } = editing(opened);
  edit.form.values.phone = "12 34";
  edit.saveDespiteWarnings();
  await vi.waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(save.mock.lastCall?.[0].acceptWarnings).toBe(true);
  edit.form.values.phone = "12 35";
  await vi.waitFor(() => expect(edit.form.submitting).toBe(false));
  await edit.form.submit();
  expect(save.mock.lastCall?.[0].acceptWarnings).toBe(false);
});

test("what was typed elsewhere is laid over the file, and nothing is emptied by it", () => {
  const { edit } = editing(opened);
  edit.type({ ...blankValues(), lastName: "Dupont", firstName: "jean", phone: "0707070707" });
  expect(edit.form.values).toMatchObject({
    lastName: "DUPONT",
    firstName: "Jean",
    phone: "0707070707",
    notes: "Allergie.",
  });
  expect(edit.form.dirty).toBe(true);
});
