// What a form says before anything is sent.
import { expect, test } from "vitest";
import { errorOf } from "$lib/api/call";
import { PLACE_READINGS, requireFilled } from "./required";

const place = { patientId: "a", date: "2026-11-23", time: "09:05", durationMinutes: 30 };

function issuesOf(changes: Partial<typeof place>) {
  try {
    requireFilled({ ...place, ...changes }, ["patientId", "date", "time"], PLACE_READINGS);
    return [];
  } catch (failure) {
    return errorOf(failure, "validation")?.fields.map(({ field, rule }) => [field, rule]);
  }
}

test("what is missing and what cannot be read are said together", () => {
  expect(issuesOf({ patientId: "", date: "31/02/2026", time: "25h" })).toEqual([
    ["patientId", "required"],
    ["date", "invalidDate"],
    ["time", "invalidTime"],
  ]);
});

test("an empty field is missing, not unreadable", () => {
  expect(issuesOf({ date: " ", time: "" })).toEqual([
    ["date", "required"],
    ["time", "required"],
  ]);
});

test("a duration that is none is said at once as well", () => {
  expect(issuesOf({ durationMinutes: 0 })).toEqual([["durationMinutes", "durationOutOfRange"]]);
});

test("what can be read, if only typed so far, is left to the command", () => {
  expect(issuesOf({})).toEqual([]);
  expect(issuesOf({ date: "23/11/26", time: "9h05" })).toEqual([]);
});
