// What can be said of a wished time before it is sent.
import { expect, test } from "vitest";
import type { DayColumn } from "$lib/api/bindings";
import { appointment, column, dayOf, house, wilson } from "./sample";
import { clashesOf, verdictOf, wishOf } from "./wish";

const at = (time: string, durationMinutes = 30) => ({
  practitionerId: house.id,
  date: "2026-11-23",
  time,
  durationMinutes,
});
const wish = (time: string, durationMinutes = 30) => {
  const read = wishOf(at(time, durationMinutes));
  if (!read) throw new Error("not a wish");
  return read;
};
const day = dayOf([
  column([appointment("11:00-11:30"), appointment("14:00-14:30", { status: "cancelled" })]),
  column([appointment("15:00-15:30", { practitionerId: wilson.id, patientId: "jean" })], wilson),
]);

test.each([
  ["no time yet", { time: "" }],
  ["a time being typed", { time: "9h" }],
  ["no practitioner", { practitionerId: "" }],
  ["no such day", { date: "31/02/2026" }],
  ["no duration", { durationMinutes: 0 }],
])("%s is no wish", (_, fields) => {
  expect(wishOf({ ...at("10:30"), ...fields })).toBeNull();
});

test("a wish runs for its duration", () => {
  expect(wishOf(at("10:30", 45))).toMatchObject({ start: 630, end: 675 });
});

test("it clashes with what it overlaps, not with what it touches", () => {
  expect(clashesOf(wish("11:15"), day, null).map(({ id }) => id)).toEqual(["11:00-11:30"]);
  expect(clashesOf(wish("11:30"), day, null)).toEqual([]);
  expect(clashesOf(wish("10:30"), day, null)).toEqual([]);
});

test("what was cancelled is not in the way, nor is the appointment being moved", () => {
  expect(clashesOf(wish("14:00"), day, null)).toEqual([]);
  expect(clashesOf(wish("11:15"), day, null, "11:00-11:30")).toEqual([]);
});

test("the patient cannot be with two practitioners at once", () => {
  expect(clashesOf(wish("15:15"), day, "jean").map(({ id }) => id)).toEqual(["15:00-15:30"]);
  expect(clashesOf(wish("15:15"), day, "zoé")).toEqual([]);
});

test.each([
  ["10:30", "past"],
  ["10:45", "clash"],
  ["11:30", "free"],
  ["18:45", "outside"],
])("at 10:42 the verdict on %s is %s", (time, kind) => {
  expect(verdictOf(wish(time), day, null)?.kind).toBe(kind);
});

test("a break, another day off and an absence are told apart from opening hours", () => {
  const [morning, afternoon] = [
    { start: "09:00", end: "12:00" },
    { start: "14:00", end: "18:00" },
  ];
  const training = {
    id: "a",
    practitionerId: house.id,
    practitionerName: house.name,
    startsAt: "2026-11-22T09:00",
    endsAt: "2026-11-23T15:00",
    label: "Formation",
    by: "claire",
  };
  const verdict = (time: string, fields: Partial<DayColumn>) =>
    verdictOf(wish(time), dayOf([{ ...column([]), ...fields }]), null);
  const split = { openings: [morning, afternoon] };
  expect(verdict("11:30", split)?.kind).toBe("free");
  expect(verdict("11:45", split)).toMatchObject({ kind: "outside", absence: null });
  expect(verdict("14:00", { openings: [] })).toMatchObject({ kind: "outside", openings: [] });
  expect(verdict("14:45", { ...split, absences: [training] })).toMatchObject({ absence: training });
  expect(verdict("15:00", { ...split, absences: [training] })?.kind).toBe("free");
});

test("an appointment may run over two spans that touch", () => {
  const openings = [
    { start: "09:00", end: "12:00" },
    { start: "12:00", end: "15:00" },
  ];
  expect(verdictOf(wish("11:45"), dayOf([{ ...column([]), openings }]), null)?.kind).toBe("free");
});

test("nothing is said about a day that is not on screen", () => {
  expect(verdictOf(wish("11:30"), { ...day, date: "2026-11-24" }, null)).toBeNull();
  expect(verdictOf(null, day, null)).toBeNull();
});
