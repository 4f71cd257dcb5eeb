// How good the password being typed is: asked of Rust after a pause in typing, never kept.
import { commands, type PasswordStrengthView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";

/** Pause in typing before asking, in milliseconds. */
const DELAY_MS = 120;

export class Strength {
  /** Of what was typed last, once answered; the answer before it stays until then. */
  view = $state.raw<PasswordStrengthView | null>(null);
  #latest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The password, or the user name it must not contain, has changed. */
  type(password: string, username: string): void {
    this.stop();
    if (password === "") this.view = null;
    else this.#timer = setTimeout(() => void this.#ask(password, username), DELAY_MS);
  }

  /** Nothing more is asked, and an answer on its way is dropped. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #ask(password: string, username: string): Promise<void> {
    const turn = this.#latest;
    // Without an answer there is no hint; whoever stores the password checks it all the same.
    const view = await unwrap(commands.passwordStrength(password, username)).catch(() => null);
    if (turn === this.#latest) this.view = view;
  }
}
