// What a report is put in words as.
import { expect, test } from "vitest";
import type { AdoptionReport } from "$lib/api/bindings";
import { cityOf, findingsOf } from "./findings";

const nothing: AdoptionReport = {
  collections: [],
  barePasswords: 0,
  localTimes: 0,
  timeZone: "Europe/Paris",
  timeZones: [],
  offGrid: 0,
  overlaps: [],
  missingPractitioners: [],
  unknownFields: [],
  duplicates: [],
  unreadable: 0,
  nothingToDo: false,
};

const kinds = (report: AdoptionReport) => {
  const { handled, toSettle } = findingsOf(report);
  return [handled.map(({ kind }) => kind), toSettle.map(({ kind }) => kind)];
};

test("what is not there is not told; what is sensitive always is", () => {
  expect(kinds(nothing)).toEqual([["secrets"], []]);
});

test("what is done without anybody stands apart from what a person must look at", () => {
  const side = {
    appointmentId: "1",
    patientName: "DUPONT Jean",
    practitionerName: "Dr. House",
    date: "2026-12-08",
    start: "12:15",
    end: "13:15",
  };
  const report = {
    ...nothing,
    barePasswords: 3,
    overlaps: [{ first: side, second: { ...side, appointmentId: "2" } }],
    unreadable: 2,
  };
  expect(kinds(report)).toEqual([
    ["secrets", "barePasswords"],
    ["overlaps", "unreadable"],
  ]);
});

test("numbers agree with their words, and the zone is named", () => {
  const [, times] = findingsOf({ ...nothing, localTimes: 7_609 }).handled;
  expect(times?.title.replace(/\s/g, " ")).toBe("7 609 heures locales notées comme universelles");
  expect(times?.meaning).toContain("Europe/Paris");
  const [, one] = findingsOf({ ...nothing, barePasswords: 1 }).handled;
  expect(one?.title).toBe("1 mot de passe mal protégé");
});

test.each([
  ["Europe/Paris", "Paris"],
  ["America/Argentina/Buenos_Aires", "Buenos Aires"],
  ["UTC", "UTC"],
])("%s is the time of %s", (zone, city) => {
  expect(cityOf(zone)).toBe(city);
});
