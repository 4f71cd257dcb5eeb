// Whether the adoption assistant stands before every other screen.
import type { ConnectionView } from "$lib/api/bindings";

class AdoptionGate {
  #held = $state(false);

  /** Adopting is under way in this window: how far it is stays on screen, even without a connection. */
  get isHeld(): boolean {
    return this.#held;
  }

  isClosed(connection: ConnectionView): boolean {
    return this.#held || (connection.state === "ready" && connection.adoption !== "none");
  }

  async holdDuring<Outcome>(adopting: Promise<Outcome>): Promise<Outcome> {
    this.#held = true;
    try {
      return await adopting;
    } finally {
      this.#held = false;
    }
  }
}

export const adoptionGate = new AdoptionGate();
