// Dragging with mouse, pen or finger, as an attachment: knows nothing of what is dragged. A mouse begins after a few
// pixels, a finger after a long press, so that it still scrolls; Esc gives up; near an edge the view scrolls along.
import type { Attachment } from "svelte/attachments";

export interface Point {
  /** In the window, in pixels. */
  x: number;
  y: number;
}

export interface DragOptions {
  /** The pointer took hold of `target` at `at`. Answers whether there is anything to drag. */
  onbegin: (target: Element, at: Point) => boolean;
  onmove: (at: Point) => void;
  ondrop: () => void;
  /** Given up: nothing moved. */
  oncancel: () => void;
}

/** How far a mouse moves before it drags, and a finger may tremble while it presses, in pixels. */
const MOUSE_THRESHOLD = 4;
const TOUCH_SLACK = 8;
const LONG_PRESS_MS = 400;
/** Within that many pixels of an edge the view scrolls, at most so far per frame. */
const EDGE = 48;
const SCROLL_STEP = 14;

/** The element scrolls, and holds everything that can be dragged. */
export function pointerDrag(options: DragOptions): Attachment<HTMLElement> {
  return (root) => {
    const drag = new Drag(root, options);
    const stops = new AbortController();
    const { signal } = stops;
    root.addEventListener("pointerdown", drag.press, { signal });
    root.addEventListener("touchmove", drag.holdView, { signal, passive: false });
    root.addEventListener("contextmenu", drag.holdMenu, { signal });
    window.addEventListener("pointermove", drag.move, { signal });
    window.addEventListener("pointerup", drag.release, { signal });
    window.addEventListener("pointercancel", drag.giveUp, { signal });
    window.addEventListener("blur", drag.giveUp, { signal });
    window.addEventListener("keydown", drag.escape, { signal, capture: true });
    return () => {
      drag.giveUp();
      stops.abort();
    };
  };
}

class Drag {
  readonly #root: HTMLElement;
  readonly #options: DragOptions;
  /** The pointer that is down, and whether it drags. */
  #held: { id: number; target: Element; from: Point; touch: boolean; drags: boolean } | null = null;
  #at: Point = { x: 0, y: 0 };
  #longPress: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, options: DragOptions) {
    this.#root = root;
    this.#options = options;
  }

  press = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0 || !(event.target instanceof Element)) return;
    const touch = event.pointerType === "touch";
    const from = (this.#at = { x: event.clientX, y: event.clientY });
    this.#held = { id: event.pointerId, target: event.target, from, touch, drags: false };
    if (touch) this.#longPress = setTimeout(this.#begin, LONG_PRESS_MS);
  };

  move = (event: PointerEvent): void => {
    const held = this.#held;
    if (held?.id !== event.pointerId) return;
    this.#at = { x: event.clientX, y: event.clientY };
    if (held.drags) this.#options.onmove(this.#at);
    else if (held.touch) this.#endIf(this.#distance(held.from) > TOUCH_SLACK);
    else if (this.#distance(held.from) >= MOUSE_THRESHOLD) this.#begin();
  };

  release = (event: PointerEvent): void => {
    if (this.#held?.id !== event.pointerId) return;
    const { drags } = this.#held;
    this.#end();
    if (!drags) return;
    swallowClick();
    this.#options.ondrop();
  };

  giveUp = (): void => {
    const drags = this.#held?.drags;
    this.#end();
    if (drags) this.#options.oncancel();
  };

  escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.#held?.drags) return;
    event.preventDefault();
    event.stopPropagation();
    window.addEventListener("pointerup", swallowClick, { once: true });
    this.giveUp();
  };

  /** While a finger drags, the view does not scroll under it. */
  holdView = (event: TouchEvent): void => {
    if (this.#held?.drags && event.cancelable) event.preventDefault();
  };

  /** A long press drags; it opens no menu. */
  holdMenu = (event: Event): void => {
    if (this.#held?.touch) event.preventDefault();
  };

  readonly #begin = (): void => {
    const held = this.#held;
    if (!held) return;
    clearTimeout(this.#longPress);
    if (!this.#options.onbegin(held.target, held.from)) {
      this.#end();
      return;
    }
    held.drags = true;
    // A pointer that was let go of in the same moment cannot be captured; moves outside the view are heard anyway.
    if (this.#root.isConnected) tryCapture(this.#root, held.id);
    this.#options.onmove(this.#at);
    requestAnimationFrame(this.#scroll);
  };

  readonly #scroll = (): void => {
    if (!this.#held?.drags) return;
    const view = this.#root.getBoundingClientRect();
    const [left, top] = [this.#root.scrollLeft, this.#root.scrollTop];
    this.#root.scrollLeft += towardsEdge(this.#at.x, view.left, view.right);
    this.#root.scrollTop += towardsEdge(this.#at.y, view.top, view.bottom);
    const hasScrolled = left !== this.#root.scrollLeft || top !== this.#root.scrollTop;
    if (hasScrolled) this.#options.onmove(this.#at);
    requestAnimationFrame(this.#scroll);
  };

  #distance(from: Point): number {
    return Math.hypot(this.#at.x - from.x, this.#at.y - from.y);
  }

  #endIf(over: boolean): void {
    if (over) this.#end();
  }

  #end(): void {
    clearTimeout(this.#longPress);
    this.#held = null;
  }
}

function tryCapture(root: HTMLElement, pointerId: number): void {
  try {
    root.setPointerCapture(pointerId);
  } catch {
    // Gone already; see the caller.
  }
}

/** Pixels to scroll: none in the middle, more the nearer the edge. */
function towardsEdge(at: number, low: number, high: number): number {
  if (high - low < 2 * EDGE) return 0;
  if (at < low + EDGE) return -Math.min(SCROLL_STEP, Math.ceil((low + EDGE - at) / 3));
  if (at > high - EDGE) return Math.min(SCROLL_STEP, Math.ceil((at - high + EDGE) / 3));
  return 0;
}

/** The press that ends a drag is no click. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}
