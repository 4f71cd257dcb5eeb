// Moving through the day with the arrows.
import { expect, test } from "vitest";
import { minutesOf } from "$lib/dates";
import { moveFrom } from "./gridMoves";

const item = (id: string, from: string, to: string) => ({ id, start: minutesOf(from), end: minutesOf(to) });
const columns = [
  [item("a1", "09:00", "09:30"), item("a2", "10:00", "11:00"), item("a3", "15:00", "15:30")],
  [],
  [item("c1", "08:00", "09:00"), item("c2", "10:30", "10:45"), item("c3", "10:50", "11:30")],
];

test("up and down stay in the column and stop at its ends", () => {
  expect(moveFrom(columns, "a1", "ArrowDown")).toBe("a2");
  expect(moveFrom(columns, "a1", "ArrowUp")).toBe("a1");
  expect(moveFrom(columns, "a3", "ArrowDown")).toBe("a3");
  expect([moveFrom(columns, "a2", "Home"), moveFrom(columns, "a2", "End")]).toEqual(["a1", "a3"]);
});

test("left and right go to what overlaps most, over an empty column", () => {
  expect(moveFrom(columns, "a2", "ArrowRight")).toBe("c2");
  expect(moveFrom(columns, "c3", "ArrowLeft")).toBe("a2");
});

test("where nothing overlaps, they go to the nearest in time", () => {
  expect(moveFrom(columns, "a3", "ArrowRight")).toBe("c3");
});

test("at the edge they stay", () => {
  expect(moveFrom(columns, "a1", "ArrowLeft")).toBe("a1");
  expect(moveFrom(columns, "c1", "ArrowRight")).toBe("c1");
});

test("other keys and unknown items are not for the grid", () => {
  expect(moveFrom(columns, "a1", "Enter")).toBeNull();
  expect(moveFrom(columns, "x", "ArrowDown")).toBeNull();
});
