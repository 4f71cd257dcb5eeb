// A search that found nobody becomes the start of a new file.
import { expect, test } from "vitest";
import { guessValues } from "./guess";
import { blankValues } from "./values";

const guess = (query: string) => guessValues(query, "2026-11-23");

test.each([
  ["dupont", "DUPONT", ""],
  ["dupont jean", "DUPONT", "Jean"],
  ["dupont jean-baptiste", "DUPONT", "Jean-Baptiste"],
  ["dupont JEAN", "JEAN", "Dupont"],
  ["Jean DUPONT", "DUPONT", "Jean"],
  ["DUPONT JEAN", "DUPONT", "Jean"],
  ["de la tour marie lou", "DE LA TOUR", "Marie Lou"],
  ["le goff yann", "LE GOFF", "Yann"],
  ["d'almeida inès", "D'ALMEIDA", "Inès"],
  ["le", "LE", ""],
  ["œuvrard noël", "ŒUVRARD", "Noël"],
])("%s is %s %s", (query, lastName, firstName) => {
  expect(guess(query)).toEqual({ ...blankValues(), lastName, firstName });
});

test("a phone number goes to its field, however it is written", () => {
  expect(guess("06 01 02 03 04").phone).toBe("06 01 02 03 04");
  expect(guess("dupont 0601020304")).toMatchObject({ lastName: "DUPONT", phone: "0601020304" });
  expect(guess("+41 79 123 45 67").phone).toBe("+41 79 123 45 67");
});

test("a birth date goes to its field, with two digits of the year in the past", () => {
  expect(guess("dupont 12/03/45")).toMatchObject({ lastName: "DUPONT", birthDate: "1945-03-12" });
  expect(guess("12031985").birthDate).toBe("1985-03-12");
});

test("what is neither is left out", () => {
  expect(guess("507f1f77bcf86cd799439011")).toEqual(blankValues());
  expect(guess(" 42 ")).toEqual(blankValues());
});
