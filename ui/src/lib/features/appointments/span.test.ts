// Stretches of a day.
import { expect, test } from "vitest";
import { minutesOf } from "$lib/dates";
import { appointment, written } from "./sample";
import { freeSpans, onGridFrom, overlap, spanOf } from "./span";

const span = (from: string, to: string) => ({ start: minutesOf(from), end: minutesOf(to) });
const day = span("08:00", "19:00");

test("spans that touch do not overlap", () => {
  expect(overlap(span("10:00", "10:30"), span("10:30", "11:00"))).toBe(false);
  expect(overlap(span("10:00", "10:35"), span("10:30", "11:00"))).toBe(true);
  expect(overlap(span("10:00", "12:00"), span("10:30", "11:00"))).toBe(true);
});

test("an appointment that ends at midnight ends after it starts", () => {
  expect(spanOf(appointment("23:30-00:00"))).toEqual({ start: 1410, end: 1440 });
});

test("free time is what lies between, whatever the order and overlaps of what is taken", () => {
  const taken = [span("10:30", "11:00"), span("09:00", "10:00"), span("09:30", "10:15")];
  expect(freeSpans(day, taken).map(written)).toEqual(["08:00–09:00", "10:15–10:30", "11:00–19:00"]);
});

test("a full day has no free time, an empty one is one stretch", () => {
  expect(freeSpans(day, [span("07:00", "20:00")])).toEqual([]);
  expect(freeSpans(day, []).map(written)).toEqual(["08:00–19:00"]);
});

test("what is taken outside the stretch does not matter", () => {
  expect(freeSpans(day, [span("06:00", "08:00"), span("19:00", "20:00")])).toEqual([day]);
});

test("the next moment on the grid", () => {
  expect([640, 641, 645].map(onGridFrom)).toEqual([640, 645, 645]);
});
