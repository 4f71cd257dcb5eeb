// The signed-in doctor's day, read again every few seconds and whenever something was changed.
import { queryOptions } from "@tanstack/svelte-query";
import { commands } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";

/** How often it is read again, in milliseconds: the minutes waited and left move with the clock. */
const MY_DAY_POLL_MS = 15_000;

export const myDayQueries = {
  /** Below the planning: whatever changes a day changes this one. */
  today: () =>
    queryOptions({
      queryKey: [...planningKeys.all, "myDay"],
      queryFn: () => unwrap(commands.myDay()),
      refetchInterval: MY_DAY_POLL_MS,
    }),
};
