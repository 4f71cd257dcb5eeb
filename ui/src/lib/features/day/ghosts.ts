// What is drawn over a day but does not stand there yet: the time being asked for, and the ones offered instead.
import type { SlotView } from "$lib/api/bindings";
import { errorOf, type AppError } from "$lib/api/call";
import { minutesOf } from "$lib/dates";
import type { Span } from "$lib/features/appointments/span";
import type { Wish } from "$lib/features/appointments/wish";
import type { Held } from "./rearranging.svelte";

export interface Ghost extends Span {
  practitionerId: string;
  /** yyyy-mm-dd */
  date: string;
  tone: "wish" | "clash" | "offer";
  /** It is under the pointer: the view must not move after it. */
  held?: boolean;
  /** The key that takes it, for an offer. */
  key?: string;
}

/** The wish, and the free times offered in its place, numbered as their buttons are. */
export function ghostsOf(wish: Wish | null, clashes: boolean, offers: readonly SlotView[]): Ghost[] {
  const wished: Ghost[] = wish ? [{ ...wish, tone: clashes || offers.length > 0 ? "clash" : "wish" }] : [];
  return wished.concat(
    offers.map((slot, index) => ({
      practitionerId: slot.practitionerId,
      date: slot.date,
      start: minutesOf(slot.start),
      end: minutesOf(slot.end),
      tone: "offer",
      key: String(index + 1),
    })),
  );
}

/** Where an appointment that is dragged or moved by keys would go. */
export function heldGhost({ spot, by }: Pick<Held, "spot" | "by">, clashes: boolean): Ghost {
  return { ...spot, tone: clashes ? "clash" : "wish", held: by === "pointer" };
}

/** The free times offered with a refusal. */
export function offersIn(refusal: AppError | null): readonly SlotView[] {
  return errorOf(refusal, "slotTaken")?.nearest ?? [];
}
