// Two people edited one file: nothing typed is lost, and only real conflicts are asked about.
import { expect, test } from "vitest";
import { mergeEdits } from "./merge";
import { blankValues, type PatientValues } from "./values";

const opened: PatientValues = {
  ...blankValues(),
  lastName: "DUPONT",
  firstName: "Jean",
  phone: "06 01 02 03 04",
  notes: "Allergie.",
};

const merge = (theirs: Partial<PatientValues>, mine: Partial<PatientValues>) =>
  mergeEdits(opened, { ...opened, ...theirs }, { ...opened, ...mine });

test("what only the other person changed is taken over, and listed", () => {
  const { values, takenOver, conflicts } = merge({ phone: "06 99 99 99 99" }, { firstName: "Jeanne" });
  expect(values).toEqual({ ...opened, firstName: "Jeanne", phone: "06 99 99 99 99" });
  expect(takenOver).toEqual([{ field: "phone", opened: "06 01 02 03 04", theirs: "06 99 99 99 99" }]);
  expect(conflicts).toEqual([]);
});

test("what both changed differently stays mine, and is asked about", () => {
  const { values, takenOver, conflicts } = merge({ notes: "Leur note." }, { notes: "Ma note." });
  expect(values.notes).toBe("Ma note.");
  expect(takenOver).toEqual([]);
  expect(conflicts).toEqual([
    { field: "notes", opened: "Allergie.", theirs: "Leur note.", mine: "Ma note." },
  ]);
});

test("what both changed to the same is no conflict", () => {
  const { values, takenOver, conflicts } = merge({ email: "j@exemple.fr" }, { email: " j@exemple.fr" });
  expect(values.email).toBe("j@exemple.fr");
  expect([...takenOver, ...conflicts]).toEqual([]);
});

test("a field that the other person emptied is a change like any other", () => {
  expect(merge({ notes: "" }, {}).takenOver.map(({ field }) => field)).toEqual(["notes"]);
  expect(merge({ notes: "" }, { notes: "Plus." }).conflicts.map(({ field }) => field)).toEqual(["notes"]);
});

test("another writing of the same text is no change of mine", () => {
  const { values, takenOver, conflicts } = merge(
    { phone: "07 00 00 00 00", lastName: "DURAND" },
    { phone: "+33 6 01020304", lastName: "Dupont " },
  );
  expect(values).toMatchObject({ phone: "07 00 00 00 00", lastName: "DURAND" });
  expect(takenOver).toHaveLength(2);
  expect(conflicts).toEqual([]);
});

test("what is not shown on either side is neither a change nor a conflict, and stays as stored", () => {
  const { values, takenOver, conflicts } = merge({ notes: null }, { notes: "Ma note." });
  expect(values.notes).toBeNull();
  expect([...takenOver, ...conflicts]).toEqual([]);
  expect(mergeEdits({ ...opened, notes: null }, opened, { ...opened, notes: null }).values.notes).toBe(
    "Allergie.",
  );
});

test("the values given are not changed", () => {
  const mine = { ...opened, firstName: "Jeanne" };
  mergeEdits(opened, { ...opened, phone: "" }, mine);
  expect(mine).toEqual({ ...opened, firstName: "Jeanne" });
});
