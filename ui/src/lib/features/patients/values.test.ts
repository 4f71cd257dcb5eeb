// The fields of a file as text, and when two texts say the same.
import { expect, test } from "vitest";
import { patientFile } from "./sample";
import { blankValues, inputOf, isSame, newFields, valuesOf } from "./values";

test("spaces and the writing of a phone number make no difference", () => {
  expect(isSame("firstName", " Jean  Luc", "Jean Luc")).toBe(true);
  expect(isSame("phone", "+33 6 01.02.03.04", "06 01 02 03 04")).toBe(true);
  expect(isSame("notes", "a\r\nb\n", "a\nb")).toBe(true);
});

test("case makes a difference in a first name, not in a last name", () => {
  expect(isSame("lastName", "Dupont", "DUPONT")).toBe(true);
  expect(isSame("firstName", "jean", "Jean")).toBe(false);
});

test("only what a file does not say already is new", () => {
  const file = patientFile({ lastName: "LE GOFF", firstName: "Marie-Claire", phone: "0601020304" });
  const typed = { ...blankValues(), lastName: "LEGOFF", firstName: "marie claire", phone: "0707070707" };
  expect(newFields(typed, file)).toEqual(["phone"]);
  expect(newFields({ ...typed, phone: "0601020304", email: "m@exemple.fr" }, file)).toEqual(["email"]);
});

test("a text that is not shown is not sent as an empty one, unlike one that was not given", () => {
  const states = { insuranceState: "damaged", notesState: "withheld" } as const;
  const accepted = { warnings: false, duplicate: false };
  expect(inputOf(valuesOf(patientFile(states)), accepted)).toMatchObject({ insurance: null, notes: null });
  expect(inputOf(valuesOf(patientFile()), accepted)).toMatchObject({ insurance: "", notes: "" });
});

test("of a field that cannot be read, nobody can say that something is new", () => {
  const file = patientFile({ insurance: null, insuranceState: "withheld" });
  const typed = { ...blankValues(), insurance: "1890675123456", notes: "Allergie." };
  expect(newFields(typed, file)).toEqual(["notes"]);
});
