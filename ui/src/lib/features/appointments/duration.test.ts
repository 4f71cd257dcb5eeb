// Durations as typed.
import { expect, test } from "vitest";
import { parseDuration, stepDuration } from "./duration";

test.each([
  ["30", 30],
  [" 45 min ", 45],
  ["1h", 60],
  ["1 h 30", 90],
  ["2H5", 125],
  ["99999", 9_999],
  ["", 0],
  ["une heure", 0],
  ["-15", 0],
])("%s is %i minutes", (text, minutes) => {
  expect(parseDuration(text)).toBe(minutes);
});

test("the arrows step on the grid of five minutes, between 5 and 480", () => {
  expect([stepDuration(30, 1), stepDuration(30, -1)]).toEqual([35, 25]);
  expect([stepDuration(32, 1), stepDuration(32, -1)]).toEqual([35, 30]);
  expect([stepDuration(480, 1), stepDuration(5, -1), stepDuration(0, 1)]).toEqual([480, 5, 5]);
});
