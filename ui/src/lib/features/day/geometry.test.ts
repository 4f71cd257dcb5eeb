// Where things stand in a day drawn to scale.
import { expect, test } from "vitest";
import { minutesOf, timeFromMinutes } from "$lib/dates";
import { appointment, column, dayOf, written } from "$lib/features/appointments/sample";
import { acrossOf, dayScale, heightOf, placeBlocks, PX_PER_MINUTE, startAt, topOf } from "./geometry";

const block = (from: string, to: string, takesTime = true) => ({
  start: minutesOf(from),
  end: minutesOf(to),
  takesTime,
});

test("a day is drawn over its opening hours", () => {
  expect(written(dayScale([dayOf([column([appointment("09:00-09:30")])])]))).toBe("08:00–19:00");
});

test("an appointment outside them widens the day to whole hours", () => {
  const day = dayOf([column([appointment("06:45-07:15"), appointment("19:10-19:40")])]);
  expect(written(dayScale([day]))).toBe("06:00–20:00");
});

test("a time being asked for widens it too, up to midnight", () => {
  const day = dayOf([column([])]);
  expect(written(dayScale([day], [block("07:40", "08:10")]))).toBe("07:00–19:00");
  expect(dayScale([day], [{ start: 1420, end: 1460 }]).end).toBe(1440);
});

test("the days of a week share one scale, wide enough for everybody's hours", () => {
  const early = dayOf([{ ...column([]), openings: [{ start: "07:30", end: "12:00" }] }]);
  const late = dayOf([column([appointment("20:15-20:45")])]);
  expect(written(dayScale([early, late]))).toBe("07:00–21:00");
});

test("minutes become pixels from the top of the scale", () => {
  const scale = { start: 480, end: 1140 };
  expect(topOf(scale, 480)).toBe(0);
  expect(topOf(scale, 540)).toBeCloseTo(60 * PX_PER_MINUTE);
  expect(heightOf(scale)).toBeCloseTo(660 * PX_PER_MINUTE);
});

test.each([
  [0, 30, "10:00"],
  [12 * PX_PER_MINUTE, 30, "10:10"],
  [50 * PX_PER_MINUTE, 30, "10:30"],
  [50 * PX_PER_MINUTE, 0, "10:50"],
  [500, 0, "10:55"],
  [20, 90, "10:00"],
])("a press %d px into 10:00–11:00 for %d minutes starts at %s", (px, minutes, start) => {
  expect(timeFromMinutes(startAt({ start: 600, end: 660 }, px, minutes))).toBe(start);
});

test("blocks that only touch keep the whole width", () => {
  const places = placeBlocks([block("09:00", "09:30"), block("09:30", "10:00")]);
  expect(places.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("blocks that overlap share the width, and a lane is used again once free", () => {
  const places = placeBlocks([block("09:00", "10:00"), block("09:15", "09:45"), block("09:45", "10:15")]);
  expect(places.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
    [1, 2],
  ]);
});

test("five minutes need a line of text, so that a neighbour stands beside it", () => {
  const places = placeBlocks([block("09:00", "09:05"), block("09:05", "09:10")]);
  expect(places.map(({ lane }) => lane)).toEqual([0, 1]);
});

test("what was cancelled steps aside for what stands there now", () => {
  const [cancelled, standing] = placeBlocks([block("09:00", "09:30", false), block("09:00", "09:30")]);
  expect(cancelled).toMatchObject({ aside: true, lane: 0, strips: 1 });
  expect(standing).toMatchObject({ aside: false, lane: 0, lanes: 1, strips: 1 });
  expect(acrossOf(cancelled!).left).toBe("calc(100% - 22px)");
  expect(acrossOf(standing!).width).toBe("calc((100% - 22px) / 1 - 2px)");
});

test("where all was cancelled it stays readable, beside a strip of the free time", () => {
  expect(placeBlocks([block("09:00", "09:30", false)])).toEqual([
    { lane: 0, lanes: 1, aside: false, strips: 1 },
  ]);
});
