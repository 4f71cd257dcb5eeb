// The planning of a day, read again every few seconds and whenever something was changed.
import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { addDays } from "$lib/dates";

export const planningKeys = {
  all: ["planning"] as const,
  day: (date: string) => [...planningKeys.all, "day", date] as const,
};

/** How often an open day is read again, in milliseconds. */
const DAY_POLL_MS = 15_000;

export const planningQueries = {
  /**
   * All practitioners of a local day (yyyy-mm-dd): the booking form shows one of them, and needs the others
   * to see that the patient is with someone else. While another day loads, the previous one is still given;
   * its `date` tells.
   */
  day: (date: string) =>
    queryOptions({
      queryKey: planningKeys.day(date),
      queryFn: () => unwrap(commands.planningDay(date, null)),
      refetchInterval: DAY_POLL_MS,
      placeholderData: keepPreviousData,
    }),
};

/** Reads the days beside `date` ahead, so that the arrows answer at once. */
export function prefetchNeighbours(client: QueryClient, date: string): void {
  for (const days of [-1, 1]) void client.prefetchQuery(planningQueries.day(addDays(date, days)));
}
