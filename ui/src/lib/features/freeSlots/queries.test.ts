// Free times in pages and by day.
import { expect, test } from "vitest";
import type { SlotView } from "$lib/api/bindings";
import { byDay, nextStart, PAGE_SIZE } from "./queries";

const slot = (date: string, start = "09:00", practitionerId = "house"): SlotView => ({
  practitionerId,
  date,
  start,
  end: "",
});
const page = (dates: readonly string[]) => dates.map((date) => slot(date));
const full = (...dates: string[]) => Array.from({ length: PAGE_SIZE }, (_, at) => dates[at] ?? dates.at(-1)!);

const monday = { from: "2026-11-23", restOfDay: false };

test("a page that is not full is the last one", () => {
  expect(nextStart([], monday, null)).toBeUndefined();
  expect(nextStart(page(["2026-11-23"]), monday, null)).toBeUndefined();
});

test("a day that a full page may have cut is read again", () => {
  const next = nextStart(page(full("2026-11-23", "2026-11-24")), monday, null);
  expect(next).toEqual({ from: "2026-11-24", restOfDay: false });
});

test("of a day that fills a page alone, the afternoon comes next, then the next day", () => {
  const afternoon = nextStart(page(full("2026-11-24")), monday, null);
  expect(afternoon).toEqual({ from: "2026-11-24", restOfDay: true });
  expect(nextStart([], afternoon!, null)).toEqual({ from: "2026-11-25", restOfDay: false });
});

test("of mornings alone, the next day comes next", () => {
  const next = nextStart(page(full("2026-11-24")), monday, "morning");
  expect(next).toEqual({ from: "2026-11-25", restOfDay: false });
});

test("what two pages both have is listed once, below its day", () => {
  const [monday, tuesday] = ["2026-11-23", "2026-11-24"];
  const days = byDay([
    [slot(monday), slot(tuesday)],
    [slot(tuesday), slot(tuesday, "09:00", "wilson"), slot(tuesday, "09:30")],
  ]);
  expect(days.map(({ date, slots }) => [date, slots.length])).toEqual([
    [monday, 1],
    [tuesday, 3],
  ]);
});
