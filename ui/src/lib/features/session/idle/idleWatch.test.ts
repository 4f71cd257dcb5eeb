// Nobody touches the window: warned a minute before, locked at the time, also when the computer slept meanwhile.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { idlenessAfter, IdleWatch, warningMs } from "./idleWatch";

const MINUTE = 60_000;
let said: (string | number | null)[];
let limitMs: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  limitMs = 10 * MINUTE;
  stop = new IdleWatch({
    limitMs: () => limitMs,
    onwarning: (leftMs) => said.push(leftMs),
    onidle: () => said.push("idle"),
  }).start();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

let travelled = 0;

function hand(name: string) {
  travelled += 1;
  window.dispatchEvent(Object.assign(new Event(name), { screenX: travelled, screenY: 0 }));
}

test.each([
  [0, 10, "touched"],
  [9 * MINUTE - 1, 10, "touched"],
  [9 * MINUTE, 10, "warned"],
  [10 * MINUTE - 1, 10, "warned"],
  [10 * MINUTE, 10, "idle"],
  [29_999, 1, "touched"],
  [30_000, 1, "warned"],
])("after %d ms of %d minutes it is %s", (idleMs, minutes, expected) => {
  expect(idlenessAfter(idleMs, minutes * MINUTE)).toBe(expected);
});

test("the warning comes a minute before, or half of a time that is shorter than two", () => {
  expect([warningMs(10 * MINUTE), warningMs(2 * MINUTE), warningMs(MINUTE)]).toEqual([
    MINUTE,
    MINUTE,
    30_000,
  ]);
});

test("one warning a minute before, then the end, once", () => {
  vi.advanceTimersByTime(9 * MINUTE - 1_000);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual([MINUTE]);
  vi.advanceTimersByTime(59_000);
  expect(said).toEqual([MINUTE]);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(said).toEqual([MINUTE, null, "idle"]);
});

test.each(["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])(
  "%s takes the warning away and begins again",
  (name) => {
    vi.advanceTimersByTime(9 * MINUTE + 30_000);
    hand(name);
    expect(said).toEqual([MINUTE, null]);
    vi.advanceTimersByTime(9 * MINUTE - 1_000);
    expect(said).toEqual([MINUTE, null]);
  },
);

test("a page that changes under a still pointer is not a touch", () => {
  hand("pointermove");
  travelled -= 1;
  vi.advanceTimersByTime(9 * MINUTE);
  hand("pointermove");
  expect(said).toEqual([MINUTE]);
});

test("a key pressed where a handler stops it counts", () => {
  const field = document.body.appendChild(document.createElement("input"));
  field.addEventListener("keydown", (event) => event.stopPropagation());
  vi.advanceTimersByTime(9 * MINUTE);
  field.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true }));
  expect(said).toEqual([MINUTE, null]);
  field.remove();
});

test("a computer that slept past the time locks at the hand that wakes it", () => {
  vi.setSystemTime(Date.now() + 8 * 60 * MINUTE);
  hand("pointermove");
  expect(said).toEqual(["idle"]);
});

test("so it does when its window is looked at again before any timer ran", () => {
  vi.setSystemTime(Date.now() + 8 * 60 * MINUTE);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(said).toEqual(["idle"]);
});

test("a clock set back does not keep the window open", () => {
  vi.advanceTimersByTime(5 * MINUTE);
  vi.setSystemTime(Date.now() - 60 * MINUTE);
  vi.advanceTimersByTime(5 * MINUTE);
  expect(said.at(-1)).toBe("idle");
});

test("a changed setting holds from now on", () => {
  vi.advanceTimersByTime(6 * MINUTE);
  limitMs = 5 * MINUTE;
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(["idle"]);
});

test("nothing is said any more once it stopped, and an open warning is taken away", () => {
  vi.advanceTimersByTime(9 * MINUTE);
  stop();
  vi.advanceTimersByTime(10 * MINUTE);
  expect(said).toEqual([MINUTE, null]);
});
