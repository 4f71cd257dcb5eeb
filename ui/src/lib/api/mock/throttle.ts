// Mock: the growing pause after failed sign-ins, for the one who is trying here.
import { refuse } from "./support";

/** Seconds to wait after the third failure and each one after it; then a quarter of an hour. */
const PAUSES = [5, 10, 20, 40, 80, 160, 320];
const FREE_FAILURES = 2;
const LOCKED_SECONDS = 900;

export class Throttle {
  #failures = 0;
  #until: number;

  /** `pausedSeconds` is the pause to begin with. */
  constructor(pausedSeconds = 0) {
    this.#until = Date.now() + pausedSeconds * 1000;
  }

  /** Refuses while the pause lasts; else counts a wrong password, and refuses it. */
  check(isRight: boolean): asserts isRight {
    const left = Math.ceil((this.#until - Date.now()) / 1000);
    if (left > 0) refuse({ code: "signInPaused", seconds: left });
    if (isRight) {
      this.#failures = 0;
      return;
    }
    this.#failures += 1;
    if (this.#failures > FREE_FAILURES) {
      const seconds = PAUSES[this.#failures - FREE_FAILURES - 1] ?? LOCKED_SECONDS;
      this.#until = Date.now() + seconds * 1000;
    }
    refuse({ code: "invalidCredentials" });
  }
}
