// What is sent of an absence.
import { expect, test } from "vitest";
import type { AbsenceView } from "$lib/api/bindings";
import { againOf, inputOf, isReadable, WHOLE_PRACTICE, type AbsenceValues } from "./absenceForm";

const values: AbsenceValues = {
  practitionerId: "house",
  startDate: "2026-11-24",
  startTime: "",
  endDate: "2026-11-24",
  endTime: "",
  label: "",
};

test("the whole practice is nobody in particular", () => {
  expect(inputOf(values).practitionerId).toBe("house");
  expect(inputOf({ ...values, practitionerId: WHOLE_PRACTICE }).practitionerId).toBeNull();
});

test.each([
  ["nobody is chosen", { practitionerId: "" }],
  ["a date is being typed", { startDate: "24/1" }],
  ["a time is being typed", { endTime: "1" }],
])("while %s, nothing is asked", (_, fields) => {
  expect(isReadable(values)).toBe(true);
  expect(isReadable({ ...values, ...fields })).toBe(false);
});

test.each([
  ["whole days", "2026-12-07T00:00", "2026-12-12T00:00", ["2026-12-07", "", "2026-12-11", ""]],
  ["hours", "2026-11-26T14:00", "2026-11-26T18:00", ["2026-11-26", "14:00", "2026-11-26", "18:00"]],
])("an absence of %s taken back can be noted again as it was", (_, startsAt, endsAt, fields) => {
  const absence: AbsenceView = {
    id: "a",
    practitionerId: null,
    practitionerName: null,
    startsAt,
    endsAt,
    label: "Pont",
    by: "claire",
  };
  const { startDate, startTime, endDate, endTime, label } = againOf(absence);
  expect([startDate, startTime, endDate, endTime]).toEqual(fields);
  expect(label).toBe("Pont");
});
