// Messages leave free what is about to be pressed.
import { expect, test } from "vitest";
import { keptClear, riseAbove, type Box } from "./toastPlace";

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });
/** At the bottom right of a window of 1180 by 820. */
const stack = box(808, 756, 1164, 804);

test.each([
  ["with nothing there", [], 0],
  ["beside a button", [box(248, 760, 640, 804)], 0],
  ["above the foot of a panel", [box(764, 751, 1180, 820)], 61],
  [
    "above a button and the next one that is then in the way",
    [box(1000, 700, 1160, 744), box(764, 751, 1180, 820)],
    112,
  ],
  ["below a button further up", [box(1000, 600, 1160, 644)], 0],
  ["where it was when everything is taken", [box(764, 40, 1180, 820)], 0],
])("messages stand %s", (_, boxes, rise) => {
  expect(riseAbove(boxes, stack, 60)).toBe(rise);
});

test("what sends a form and the foot of a panel stay free; what is not shown does not count", () => {
  document.body.innerHTML = `
    <button type="submit" id="send"></button>
    <button type="button" id="other"></button>
    <footer data-keep-clear id="foot"></footer>
    <button type="submit" id="hidden"></button>`;
  for (const element of document.body.children) {
    const size = element.id === "hidden" ? 0 : 10;
    element.getBoundingClientRect = () => new DOMRect(element.id.length, 0, size, size);
  }
  expect(keptClear().map(({ left }) => left)).toEqual(["send".length, "foot".length]);
});
