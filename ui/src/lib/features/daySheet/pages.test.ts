// The pages of a day sheet.
import { expect, test } from "vitest";
import { pagesOf, pageStarts } from "./pages";

/** 258 mm are 975 pixels. */
const rows = (count: number, height = 100) => Array<number>(count).fill(height);

test("what fits stays on one page", () => {
  expect(pageStarts({ rows: rows(8), first: 100, further: 50 })).toEqual([0]);
  expect(pageStarts({ rows: [], first: 100, further: 50 })).toEqual([0]);
});

test("further pages hold what their shorter head leaves, and no row is cut", () => {
  expect(pageStarts({ rows: rows(20), first: 100, further: 50 })).toEqual([0, 8, 17]);
});

test("a row higher than a page does not lead to empty ones", () => {
  expect(pageStarts({ rows: [100, 2000, 100], first: 100, further: 50 })).toEqual([0, 1, 2]);
  expect(pageStarts({ rows: [2000, 100], first: 100, further: 50 })).toEqual([0, 1]);
});

test("every row is on one page, also while fewer are left than were measured", () => {
  expect(pagesOf([1, 2, 3, 4, 5], [0, 2, 4])).toEqual([[1, 2], [3, 4], [5]]);
  expect(pagesOf([1, 2], [0, 2, 4])).toEqual([[1, 2]]);
  expect(pagesOf([], [0])).toEqual([[]]);
});
