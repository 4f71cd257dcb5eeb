// Where messages stand: at the bottom right, and above what is about to be pressed there.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What messages never cover: what sends a form, and the buttons at the foot of a panel. */
const KEPT_CLEAR = 'button[type="submit"], [data-keep-clear]';

/** Between a message and what it stands above, in pixels. */
const GAP = 8;

/** How many messages are seen at once, the older ones behind the newest. */
export const SHOWN_AT_ONCE = 3;

/** How many pixels `stack` has to rise so that it covers none of `boxes`; 0 when there is no such place below `top`. */
export function riseAbove(boxes: readonly Box[], stack: Box, top: number): number {
  let rise = 0;
  // The lowest first: above one, the next may stand in the way.
  for (const box of boxes.toSorted((a, b) => b.bottom - a.bottom)) {
    const isBeside = box.right <= stack.left || box.left >= stack.right;
    const isAboveOrBelow = box.bottom + GAP <= stack.top - rise || box.top >= stack.bottom - rise;
    if (!isBeside && !isAboveOrBelow) rise = Math.max(rise, stack.bottom - box.top + GAP);
  }
  return stack.top - rise < top ? 0 : rise;
}

/** What is on screen now and must stay free. */
export function keptClear(): Box[] {
  return [...document.querySelectorAll(KEPT_CLEAR)]
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
}

/** How far the messages on screen have to rise from where they stand with `rise`. */
export function riseOf(list: Element, rise: number): number {
  const { left, right, bottom } = list.getBoundingClientRect();
  const front = list.querySelector<HTMLElement>('[data-front="true"]')?.offsetHeight ?? 0;
  const peeking = Math.max(0, Math.min(list.childElementCount, SHOWN_AT_ONCE) - 1) * GAP;
  const stack = { left, right, top: bottom + rise - front - peeking, bottom: bottom + rise };
  return riseAbove(keptClear(), stack, window.innerHeight / 3);
}

/** Calls `place` at the next frame after anything on the page may have moved; the answered function ends it. */
export function watchPlace(place: () => void): () => void {
  let frame = 0;
  const plan = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(place);
  };
  const changes = new MutationObserver(plan);
  changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  window.addEventListener("resize", plan);
  // Panels scroll by themselves, which does not bubble.
  window.addEventListener("scroll", plan, { capture: true, passive: true });
  plan();
  return () => {
    cancelAnimationFrame(frame);
    changes.disconnect();
    window.removeEventListener("resize", plan);
    window.removeEventListener("scroll", plan, { capture: true });
  };
}
