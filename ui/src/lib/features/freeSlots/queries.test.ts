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
const full = (last: SlotView) => [...Array.from({ length: PAGE_SIZE - 1 }, () => slot("2026-11-23")), last];

test("a page that is not full is the last one", () => {
  expect(nextStart([])).toBeUndefined();
  expect(nextStart([slot("2026-11-23")])).toBeUndefined();
});

test("the next page starts at the last time shown, at which others may be free too", () => {
  expect(nextStart(full(slot("2026-11-24", "10:30")))).toEqual({ from: "2026-11-24", fromTime: "10:30" });
});

test("a time that fills a page alone is left behind", () => {
  expect(nextStart(full(slot("2026-11-23")))).toEqual({ from: "2026-11-23", fromTime: "09:05" });
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
