// Quick choices of a period.
import { expect, test } from "vitest";
import { datesOf, monthEnds, quickOf } from "./periods";

const TODAY = "2026-03-01";

test.each([
  ["all", "", ""],
  ["today", "2026-03-01", "2026-03-01"],
  ["yesterday", "2026-02-28", "2026-02-28"],
  ["week", "2026-02-23", "2026-03-01"],
  ["month", "2026-03-01", "2026-03-01"],
  ["lastMonth", "2026-02-01", "2026-02-28"],
] as const)("%s is %s to %s", (quick, from, to) => {
  expect(datesOf(quick, TODAY)).toEqual({ from, to });
});

test("dates are recognised as the quick choice they are, or as none", () => {
  expect(quickOf(datesOf("week", "2026-11-23"), "2026-11-23")).toBe("week");
  expect(quickOf({ from: "2026-11-02", to: "2026-11-05" }, "2026-11-23")).toBeNull();
  expect(quickOf({ from: "2026-11-02", to: "" }, "2026-11-23")).toBeNull();
});

test("months end on their last day, also in February and over the year", () => {
  expect(monthEnds(TODAY, 4)).toEqual(["2026-02-28", "2026-01-31", "2025-12-31", "2025-11-30"]);
});
