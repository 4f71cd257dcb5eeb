// When a press becomes a drag, and when it stays a click or a scroll.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pointerDrag } from "./pointerDrag";

let root: HTMLElement;
let block: HTMLElement;
let stop: () => void;
const told: string[] = [];
let mayBegin = true;

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  mayBegin = true;
  root = document.createElement("div");
  block = root.appendChild(document.createElement("button"));
  document.body.append(root);
  const attach = pointerDrag({
    onbegin: () => {
      told.push("begin");
      return mayBegin;
    },
    onmove: ({ x, y }) => void told.push(`${x},${y}`),
    ondrop: () => void told.push("drop"),
    oncancel: () => void told.push("cancel"),
  });
  stop = attach(root) as () => void;
});

afterEach(() => {
  stop();
  root.remove();
  vi.useRealTimers();
});

const pointer = (type: string, x: number, y: number, pointerType = "mouse") =>
  block.dispatchEvent(
    new PointerEvent(type, {
      pointerId: 1,
      isPrimary: true,
      button: 0,
      clientX: x,
      clientY: y,
      pointerType,
      bubbles: true,
    }),
  );

test("a mouse drags once it has moved a few pixels, and the press is then no click", () => {
  const clicked = vi.fn();
  block.addEventListener("click", clicked);
  pointer("pointerdown", 10, 10);
  pointer("pointermove", 12, 10);
  expect(told).toEqual([]);
  pointer("pointermove", 10, 30);
  pointer("pointermove", 10, 50);
  pointer("pointerup", 10, 50);
  expect(told).toEqual(["begin", "10,30", "10,50", "drop"]);
  block.click();
  expect(clicked).not.toHaveBeenCalled();
  vi.runAllTimers();
  block.click();
  expect(clicked).toHaveBeenCalledTimes(1);
});

test("a press without a move stays a click", () => {
  pointer("pointerdown", 10, 10);
  pointer("pointerup", 10, 10);
  expect(told).toEqual([]);
});

test("a finger drags after a long press", () => {
  pointer("pointerdown", 10, 10, "touch");
  vi.advanceTimersByTime(400);
  pointer("pointermove", 10, 60, "touch");
  pointer("pointerup", 10, 60, "touch");
  expect(told).toEqual(["begin", "10,10", "10,60", "drop"]);
});

test("a finger that moves at once scrolls", () => {
  pointer("pointerdown", 10, 10, "touch");
  pointer("pointermove", 10, 40, "touch");
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
});

test("while a finger drags, the view does not scroll", () => {
  const scroll = () => {
    const event = new Event("touchmove", { bubbles: true, cancelable: true });
    block.dispatchEvent(event);
    return !event.defaultPrevented;
  };
  expect(scroll()).toBe(true);
  pointer("pointerdown", 10, 10, "touch");
  vi.advanceTimersByTime(400);
  expect(scroll()).toBe(false);
});

test("Esc gives up, and is nobody else's", () => {
  pointer("pointerdown", 10, 10);
  pointer("pointermove", 10, 30);
  const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
  block.dispatchEvent(escape);
  pointer("pointerup", 10, 30);
  expect(told).toEqual(["begin", "10,30", "cancel"]);
  expect(escape.defaultPrevented).toBe(true);
});

test("what may not be dragged is left alone", () => {
  mayBegin = false;
  pointer("pointerdown", 10, 10);
  pointer("pointermove", 10, 30);
  pointer("pointermove", 10, 50);
  pointer("pointerup", 10, 50);
  expect(told).toEqual(["begin"]);
});
