// Absences in words.
import { expect, test } from "vitest";
import { lastDate, whenAway, whoIsAway } from "./words";

test.each([
  ["2026-12-25T00:00", "2026-12-26T00:00", "ven. 25 déc. 2026"],
  ["2026-12-07T00:00", "2026-12-12T00:00", "du lun. 7 déc. au ven. 11 déc. 2026"],
  ["2026-12-28T00:00", "2027-01-02T00:00", "du lun. 28 déc. 2026 au ven. 1 janv. 2027"],
  ["2026-11-26T14:00", "2026-11-26T18:00", "jeu. 26 nov. 2026, 14:00–18:00"],
  ["2026-11-26T14:00", "2026-11-27T00:00", "jeu. 26 nov. 2026, 14:00–00:00"],
  ["2026-11-23T14:00", "2026-11-25T00:00", "du lun. 23 nov. à 14:00 au mar. 24 nov. 2026"],
  ["2026-11-23T14:00", "2026-11-24T12:00", "du lun. 23 nov. à 14:00 au mar. 24 nov. 2026 à 12:00"],
])("from %s to %s is %s", (startsAt, endsAt, words) => {
  expect(whenAway({ startsAt, endsAt })).toBe(words);
});

test("what ends at midnight ends with the day before", () => {
  expect(lastDate({ endsAt: "2026-12-26T00:00" })).toBe("2026-12-25");
  expect(lastDate({ endsAt: "2026-12-26T09:00" })).toBe("2026-12-26");
});

test("nobody in particular is away when the practice is closed", () => {
  expect(whoIsAway({ practitionerId: null, practitionerName: null })).toBe("Fermeture du cabinet");
  expect(whoIsAway({ practitionerId: "1", practitionerName: "Dr Martin" })).toBe("Dr Martin");
});
