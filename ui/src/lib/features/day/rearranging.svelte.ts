// An appointment on its way to another place, by pointer or by keys: where it would go, whether it is being sent,
// and why it was refused.
import type { AppointmentView, SlotView } from "$lib/api/bindings";
import { errorOf, toAppError, type AppError } from "$lib/api/call";
import type { AppointmentChanges } from "$lib/features/appointments/changes";
import { openingSpan } from "$lib/features/appointments/hours";
import { isSameSpot, placeOfSpot, spotOf, type Spot } from "./spots";

export interface Held {
  /** As it was when it was taken hold of. */
  appointment: AppointmentView;
  spot: Spot;
  by: "pointer" | "keys";
  /** Dropped, and on its way to the base. */
  sending: boolean;
}

/** A drop that was refused: the appointment is where it was. */
export interface RefusedDrop {
  appointment: AppointmentView;
  error: AppError;
}

export class Rearranging {
  readonly #changes: AppointmentChanges;
  #held = $state.raw<Held | null>(null);
  #refused = $state.raw<RefusedDrop | null>(null);

  constructor(changes: AppointmentChanges) {
    this.#changes = changes;
  }

  get held(): Held | null {
    return this.#held;
  }

  get refused(): RefusedDrop | null {
    return this.#refused;
  }

  begin(appointment: AppointmentView, by: Held["by"]): Spot {
    const spot = spotOf(appointment);
    this.#refused = null;
    this.#held = { appointment, spot, by, sending: false };
    return spot;
  }

  put(spot: Spot): void {
    if (this.#held && !this.#held.sending && !isSameSpot(this.#held.spot, spot)) {
      this.#held = { ...this.#held, spot };
    }
  }

  /** Gives up: nothing moved. */
  leave(): void {
    this.#held = null;
  }

  forgetRefusal(): void {
    this.#refused = null;
  }

  /** Sends the move; the appointment where it now stands, or `null` when it stays where it was. */
  async drop(): Promise<AppointmentView | null> {
    const held = this.#held;
    if (!held || held.sending) return null;
    const { appointment, spot } = held;
    if (isSameSpot(spot, spotOf(appointment))) {
      this.#held = null;
      return null;
    }
    this.#held = { ...held, sending: true };
    try {
      return await this.#changes.move(appointment, placeOfSpot(spot));
    } catch (failure) {
      // Outside opening hours it was asked, and declined: that is an answer, not a refusal.
      if (!errorOf(failure, "outsideHours")) this.#refused = { appointment, error: toAppError(failure) };
      return null;
    } finally {
      this.#held = null;
    }
  }

  /** Moves what was refused to a free time that was offered instead. */
  takeInstead(slot: SlotView): Promise<AppointmentView | null> {
    const refused = this.#refused;
    if (!refused || this.#held) return Promise.resolve(null);
    this.begin(refused.appointment, "pointer");
    this.put({ practitionerId: slot.practitionerId, date: slot.date, ...openingSpan(slot) });
    return this.drop();
  }
}
