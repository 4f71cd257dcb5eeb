// Notices that nobody touches the window: says so a minute before the time is over, and then that it is.

/** How long before the end the warning comes, in milliseconds; half of a time that is shorter than two of it. */
const WARNING_MS = 60_000;
const TICK_MS = 1_000;
/** Whatever a hand does, besides moving a pointer. */
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
/** When a window that was away, or whose computer slept, is looked at again. */
const RETURNS = ["focus", "pageshow"] as const;

export type Idleness = "touched" | "warned" | "idle";

/** How long before the end the warning comes. */
export function warningMs(limitMs: number): number {
  return Math.min(WARNING_MS, limitMs / 2);
}

export function idlenessAfter(idleMs: number, limitMs: number): Idleness {
  if (idleMs >= limitMs) return "idle";
  return idleMs >= limitMs - warningMs(limitMs) ? "warned" : "touched";
}

export interface IdleOptions {
  /** Read anew at each look: the setting may change meanwhile. */
  limitMs: () => number;
  /** The warning appears, or is no longer due; in how many milliseconds the time is over. */
  onwarning: (leftMs: number | null) => void;
  onidle: () => void;
}

/**
 * Compares times instead of counting them: timers stand still while a computer sleeps. Two clocks, because the
 * steady one may sleep along and the other may be set back.
 */
export class IdleWatch {
  readonly #options: IdleOptions;
  #wall = Date.now();
  #steady = performance.now();
  #pointer = "";
  #isWarned = false;
  #isOver = false;

  constructor(options: IdleOptions) {
    this.#options = options;
  }

  /** Watches the window until the answered function is called. */
  start(): () => void {
    const look = () => this.look();
    const touch = () => this.touch();
    const move = (event: PointerEvent) => this.#move(event);
    const passive = { capture: true, passive: true };
    const ticking = setInterval(look, TICK_MS);
    for (const name of TOUCHES) window.addEventListener(name, touch, passive);
    window.addEventListener("pointermove", move, passive);
    for (const name of RETURNS) window.addEventListener(name, look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(ticking);
      for (const name of TOUCHES) window.removeEventListener(name, touch, passive);
      window.removeEventListener("pointermove", move, passive);
      for (const name of RETURNS) window.removeEventListener(name, look);
      document.removeEventListener("visibilitychange", look);
      this.#warn(null);
    };
  }

  /** A hand on the window. The one that wakes a computer after the time comes too late. */
  touch(): void {
    this.look();
    if (this.#isOver) return;
    this.#wall = Date.now();
    this.#steady = performance.now();
    this.#warn(null);
  }

  /** Says what is due by now. */
  look(): void {
    if (this.#isOver) return;
    const idleMs = Math.max(Date.now() - this.#wall, performance.now() - this.#steady);
    const limitMs = this.#options.limitMs();
    switch (idlenessAfter(idleMs, limitMs)) {
      case "idle":
        this.#isOver = true;
        this.#warn(null);
        this.#options.onidle();
        break;
      case "warned":
        this.#warn(limitMs - idleMs);
        break;
      case "touched":
        this.#warn(null);
    }
  }

  /** Where a page changes under a still pointer, browsers tell of a move all the same. */
  #move({ screenX, screenY }: PointerEvent): void {
    const place = `${screenX},${screenY}`;
    if (place === this.#pointer) return;
    this.#pointer = place;
    this.touch();
  }

  #warn(leftMs: number | null): void {
    const isWarned = leftMs !== null;
    if (isWarned === this.#isWarned) return;
    this.#isWarned = isWarned;
    this.#options.onwarning(leftMs);
  }
}
