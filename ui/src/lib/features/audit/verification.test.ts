// How long a verification still takes.
import { expect, test } from "vitest";
import { remainingSeconds } from "./verification.svelte";

test("the rest takes as long as the part before it did", () => {
  expect(remainingSeconds(4_000, 400, 1_000)).toBe(6);
  expect(remainingSeconds(4_000, 1_000, 1_000)).toBe(0);
});

test.each([
  ["at the very beginning", 300, 50, 1_000],
  ["before anything was read", 4_000, 0, 1_000],
  ["without knowing how much there is", 4_000, 400, null],
])("%s there is nothing to say", (_, elapsed, done, total) => {
  expect(remainingSeconds(elapsed, done, total)).toBeNull();
});

test("entries written meanwhile do not make it negative", () => {
  expect(remainingSeconds(4_000, 1_010, 1_000)).toBe(0);
});
