// Editing a file while someone else saves it.
import { expect, test, vi } from "vitest";
import type { PatientFile } from "$lib/api/bindings";
import { AppError } from "$lib/api/call";
import { FileEdit, type FileEditOptions } from "./fileEdit.svelte";
import { patientFile } from "./sample";
import { blankValues } from "./values";

const opened = patientFile({ notes: "Allergie." });
/** What someone else made of it meanwhile. */
const current: PatientFile = {
  ...opened,
  v: 4,
  phone: "0699999999",
  notes: "Leur note.",
  updatedAt: "2026-11-23T10:40",
  updatedBy: "ines",
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

test("what could not be read is not taken for emptied once it can be", async () => {
  const withheld = patientFile({ notes: null, notesState: "withheld" });
  const save = vi.fn<FileEditOptions["save"]>(({ before }) => Promise.resolve(before));
  const edit = new FileEdit(withheld, { scope: "file", save, onSaved: vi.fn() });
  edit.form.values.email = "jean.dupont@exemple.fr";
  edit.readAgain(opened);
  expect(edit.form.values).toMatchObject({ email: "jean.dupont@exemple.fr", notes: "Allergie." });
  expect(edit.before.notesState).toBe("open");
  await edit.form.submit();
  expect(save.mock.lastCall?.[0].values.notes).toBe("Allergie.");
});

test("what is not shown is left as it is, also by a save that nothing was read again before", async () => {
  const withheld = patientFile({ notes: null, notesState: "withheld" });
  const save = vi.fn<FileEditOptions["save"]>(({ before }) => Promise.resolve(before));
  const edit = new FileEdit(withheld, { scope: "file", save, onSaved: vi.fn() });
  await edit.form.submit();
  expect(save.mock.lastCall?.[0].values).toMatchObject({ insurance: "", notes: null });
});

test("a save that came too late keeps what was typed and goes on from the file as it is now", async () => {
  const { edit, save, onSaved } = editing(current);
  edit.form.values.notes = "Ma note.";
  await edit.form.submit();
  expect(onSaved).not.toHaveBeenCalled();
  expect(edit.meanwhile).toMatchObject({
    at: current.updatedAt,
    by: "ines",
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

test("of what cannot be read, nothing is told as changed and nothing typed elsewhere goes in", async () => {
  const sealed = patientFile({ insuranceState: "withheld" });
  const save = vi.fn<FileEditOptions["save"]>(() =>
    Promise.reject(
      new AppError({ code: "patientChanged", current: { ...sealed, v: 4, phone: "0699999999" } }),
    ),
  );
  const edit = new FileEdit(sealed, { scope: "file", save, onSaved: vi.fn() });
  edit.type({ ...blankValues(), insurance: "1890675123456", email: "j@exemple.fr" });
  expect(edit.form.values).toMatchObject({ insurance: null, email: "j@exemple.fr" });
  await edit.form.submit();
  expect(edit.meanwhile).toMatchObject({ takenOver: [{ field: "phone" }], conflicts: [] });
});

test("a key given while the form was open brings the text into it, as nobody's change", async () => {
  const sealed = patientFile({ notesState: "withheld" });
  const current = patientFile({ v: 4, notes: "Allergie." });
  const save = vi.fn<FileEditOptions["save"]>(() =>
    Promise.reject(new AppError({ code: "patientChanged", current })),
  );
  const edit = new FileEdit(sealed, { scope: "file", save, onSaved: vi.fn() });
  edit.form.values.email = "j@exemple.fr";
  expect(edit.before.notesState).toBe("withheld");
  await edit.form.submit();
  expect(edit.before.notesState).toBe("open");
  expect(edit.form.values.notes).toBe("Allergie.");
  expect(edit.meanwhile?.takenOver).toEqual([]);
});
