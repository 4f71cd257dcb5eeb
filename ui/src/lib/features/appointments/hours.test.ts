// Opening hours and absences as stretches of a day.
import { expect, test } from "vitest";
import type { AbsenceView } from "$lib/api/bindings";
import { column, written } from "./sample";
import { absenceBands, closedSpans, openSpans } from "./hours";

const scale = { start: 480, end: 1140 };
const openings = [
  { start: "09:00", end: "12:30" },
  { start: "13:30", end: "18:00" },
];
const absence = (startsAt: string, endsAt: string): AbsenceView => ({
  id: startsAt,
  practitionerId: "house",
  practitionerName: "Dr. House",
  startsAt,
  endsAt,
  label: "Congés",
  by: "admin",
});
const hours = (absences: AbsenceView[] = []) => ({ ...column([]), openings, absences });

test("closed is what the openings leave, breaks included", () => {
  expect(closedSpans(hours(), scale).map(written)).toEqual(["08:00–09:00", "12:30–13:30", "18:00–19:00"]);
  expect(closedSpans({ openings: [] }, scale).map(written)).toEqual(["08:00–19:00"]);
});

test("an absence of several days covers the whole of those between, and parts of the first and last", () => {
  const away = hours([absence("2026-11-23T15:00", "2026-11-25T10:00")]);
  const on = (date: string) => absenceBands(away, date, scale).map(written);
  expect(on("2026-11-23")).toEqual(["15:00–19:00"]);
  expect(on("2026-11-24")).toEqual(["08:00–19:00"]);
  expect(on("2026-11-25")).toEqual(["08:00–10:00"]);
  expect(on("2026-11-26")).toEqual([]);
});

test("an absence takes its time from the opening hours", () => {
  const away = hours([absence("2026-11-23T11:00", "2026-11-23T14:00")]);
  expect(openSpans(away, "2026-11-23").map(written)).toEqual(["09:00–11:00", "14:00–18:00"]);
  expect(openSpans(away, "2026-11-24").map(written)).toEqual(["09:00–12:30", "13:30–18:00"]);
});
