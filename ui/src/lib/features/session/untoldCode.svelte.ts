// A recovery code that was just made, from the one answer that brings it until its reader has put it away.
import type { SessionView } from "$lib/api/bindings";

class UntoldCode {
  #code = $state.raw<string | null>(null);

  get current(): string | null {
    return this.#code;
  }

  tell(code: string): void {
    this.#code = code;
  }

  /** Of whoever is here now; the code of somebody who left is not for the next one. */
  keepFrom(session: SessionView | null): void {
    this.#code = session?.recoveryCode ?? (session === null ? null : this.#code);
  }

  putAway(): void {
    this.#code = null;
  }
}

export const untoldCode = new UntoldCode();
