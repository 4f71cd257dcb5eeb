// Whether the adoption assistant stands before every other screen.
import type { ConnectionView } from "$lib/api/bindings";

class AdoptionGate {
  /** Adopting is under way in this window, or its outcome (with the recovery code) was not read to the end. */
  #held = $state(false);

  /** What is on screen is not to be lost, not even with the connection. */
  get isHeld(): boolean {
    return this.#held;
  }

  isClosed(connection: ConnectionView): boolean {
    return this.#held || (connection.state === "ready" && connection.adoption !== "none");
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
  }
}

export const adoptionGate = new AdoptionGate();
