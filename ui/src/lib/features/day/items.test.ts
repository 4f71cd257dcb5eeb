// A column as a list in the order of the day.
import { expect, test } from "vitest";
import { appointment, column, written } from "$lib/features/appointments/sample";
import type { DayColumn } from "$lib/api/bindings";
import { columnItems, type FreeOffer } from "./items";

const within = { start: 480, end: 1140 };
const inTheMorning = Number.NEGATIVE_INFINITY;
const date = "2026-11-23";
const list = (...[known, offer]: [DayColumn, FreeOffer | null]) =>
  columnItems(known, date, offer).map((item) => `${item.kind} ${written(item)}`);

const busy = column([appointment("09:00-09:30"), appointment("11:00-12:00")]);

test("appointments and the free time between them, in order", () => {
  expect(list(busy, { within, now: inTheMorning })).toEqual([
    "free 08:00–09:00",
    "appointment 09:00–09:30",
    "free 09:30–11:00",
    "appointment 11:00–12:00",
    "free 12:00–19:00",
  ]);
});

test("free time is offered from the next five minutes on", () => {
  expect(list(busy, { within, now: 642 })).toEqual([
    "appointment 09:00–09:30",
    "free 10:45–11:00",
    "appointment 11:00–12:00",
    "free 12:00–19:00",
  ]);
});

test("a past day and a role that may not book are offered none", () => {
  const appointments = ["appointment 09:00–09:30", "appointment 11:00–12:00"];
  expect(list(busy, { within, now: Number.POSITIVE_INFINITY })).toEqual(appointments);
  expect(list(busy, null)).toEqual(appointments);
});

test("what was cancelled is listed, and its time is free", () => {
  const cancelled = column([appointment("09:00-09:30", { status: "cancelled" })]);
  expect(list(cancelled, { within, now: inTheMorning })).toEqual([
    "free 08:00–19:00",
    "appointment 09:00–09:30",
  ]);
});

test("the time of the appointment being moved is free to it", () => {
  expect(list(busy, { within, now: inTheMorning, movingId: "09:00-09:30" })[0]).toBe("free 08:00–11:00");
});

test("free time is told apart by opening hours and absences", () => {
  const openings = [
    { start: "09:00", end: "12:00" },
    { start: "14:00", end: "19:00" },
  ];
  const free = columnItems({ ...busy, openings }, date, { within, now: inTheMorning });
  const closed = free.filter((item) => item.kind === "free" && !item.isOpen);
  expect(closed.map(written)).toEqual(["08:00–09:00", "12:00–14:00"]);
});
