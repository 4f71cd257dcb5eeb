// Free times in pages and by day.
import { expect, test } from "vitest";
import type { SlotView } from "$lib/api/bindings";
import { byDay, nextFrom, PAGE_SIZE } from "./queries";

const slot = (date: string, start = "09:00", practitionerId = "house"): SlotView => ({
  practitionerId,
  date,
  start,
  end: "",
});
const page = (dates: readonly string[]) => dates.map((date) => slot(date));
const full = (...dates: string[]) => Array.from({ length: PAGE_SIZE }, (_, at) => dates[at] ?? dates.at(-1)!);

test("a page that is not full is the last one", () => {
  expect(nextFrom([], "2026-11-23")).toBeUndefined();
  expect(nextFrom(page(["2026-11-23"]), "2026-11-23")).toBeUndefined();
});

test("a day that a full page may have cut is read again", () => {
  expect(nextFrom(page(full("2026-11-23", "2026-11-24")), "2026-11-23")).toBe("2026-11-24");
});

test("a day that fills a page alone is left behind", () => {
  expect(nextFrom(page(full("2026-11-24")), "2026-11-24")).toBe("2026-11-25");
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
