// The pause after too many failed attempts: counts down on this screen; Rust is what refuses meanwhile.
import { errorOf } from "$lib/api/call";

const TICK_MS = 250;

export class Pause {
  /** Whole seconds still to wait; `null` when there was no pause, 0 when it is over. */
  left = $state<number | null>(null);
  #until = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  get isOn(): boolean {
    return this.left !== null && this.left > 0;
  }

  /** Begins when that refusal asks for a pause; any other one ends what was said of the last. */
  follow(failure: unknown): void {
    this.stop();
    const paused = errorOf(failure, "signInPaused");
    this.left = null;
    if (!paused) return;
    this.#until = Date.now() + paused.seconds * 1000;
    this.#tick();
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#ticking);
  }

  #tick(): void {
    this.left = Math.max(0, Math.ceil((this.#until - Date.now()) / 1000));
    if (this.left === 0) this.stop();
  }
}
