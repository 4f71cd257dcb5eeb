// Moving and stretching on the grid of five minutes.
import { expect, test } from "vitest";
import { appointment, house, wilson, written } from "$lib/features/appointments/sample";
import { isSameSpot, movedTo, placeOfSpot, spotOf, steppedBy, stretchedTo } from "./spots";

const spot = spotOf(appointment("10:00-10:30"));
const columns = [house, wilson].map(({ id }) => ({ date: "2026-11-23", practitionerId: id }));
const press = (key: string, shiftKey = false, from = spot) => {
  const next = steppedBy({ key, shiftKey }, from, columns);
  return next && `${next.practitionerId} ${written(next)}`;
};

test("a drop is rounded to five minutes and keeps the length", () => {
  expect(written(movedTo(spot, spot, 647.4))).toBe("10:45–11:15");
  expect(placeOfSpot(movedTo(spot, columns[1]!, 600))).toEqual({
    practitionerId: "wilson",
    date: "2026-11-23",
    time: "10:00",
    durationMinutes: 30,
  });
});

test("neither a move nor a stretch leaves the day", () => {
  expect(movedTo(spot, spot, -20).start).toBe(0);
  expect(movedTo(spot, spot, 2000).end).toBe(1440);
  expect(stretchedTo({ ...spot, start: 1400, end: 1420 }, 2000).end).toBe(1440);
});

test("a stretch keeps at least five minutes and at most eight hours", () => {
  expect(written(stretchedTo(spot, 0))).toBe("10:00–10:05");
  expect(written(stretchedTo(spot, 1400))).toBe("10:00–18:00");
});

test("arrows move by five minutes, pages by an hour", () => {
  expect([press("ArrowUp"), press("ArrowDown")]).toEqual(["house 09:55–10:25", "house 10:05–10:35"]);
  expect([press("PageUp"), press("PageDown")]).toEqual(["house 09:00–09:30", "house 11:00–11:30"]);
});

test("Shift and an arrow change the length", () => {
  expect([press("ArrowUp", true), press("ArrowDown", true)]).toEqual([
    "house 10:00–10:25",
    "house 10:00–10:35",
  ]);
});

test("left and right go to the neighbouring column, and stay at the edge", () => {
  expect(press("ArrowRight")).toBe("wilson 10:00–10:30");
  expect(press("ArrowLeft")).toBe("house 10:00–10:30");
});

test("other keys are not for it", () => {
  expect(press("a")).toBeNull();
});

test("only the very same place is the same", () => {
  expect(isSameSpot(spot, { ...spot })).toBe(true);
  expect(isSameSpot(spot, { ...spot, end: spot.end + 5 })).toBe(false);
  expect(isSameSpot(spot, { ...spot, date: "2026-11-24" })).toBe(false);
});
