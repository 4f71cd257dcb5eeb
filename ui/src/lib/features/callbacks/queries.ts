// Who must be called back.
import { queryOptions } from "@tanstack/svelte-query";
import { commands, type CallbackView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";
import type { SessionContext } from "$lib/features/session/context";

/** How often the open list is read again, in milliseconds. */
const LIST_POLL_MS = 15_000;

export const callbackQueries = {
  /** Below the planning, as bookings and cancellations change it: of one practitioner, or of all (`null`). */
  list: (practitionerId: string | null) =>
    queryOptions({
      queryKey: [...planningKeys.all, "callbacks", practitionerId],
      queryFn: () => unwrap(commands.callbackList(practitionerId)),
      refetchInterval: LIST_POLL_MS,
    }),
};

/** Whose list a session sees: a doctor their own, everybody else all of it. */
export function listedPractitioner({ view }: SessionContext): string | null {
  return view.role === "doctor" ? view.practitionerId : null;
}

export function isOpen(callback: CallbackView): boolean {
  return callback.outcome === null;
}
