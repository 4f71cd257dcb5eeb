// What a delay would do to a day, asked before it is reported.
import { keepPreviousData, queryOptions } from "@tanstack/svelte-query";
import { commands, type DelayInput } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";

export const delayQueries = {
  /** Below the planning, so that a change of the day shows in the preview too. The last answer stays meanwhile. */
  preview: (input: DelayInput) =>
    queryOptions({
      queryKey: [...planningKeys.all, "delayPreview", input],
      queryFn: () => unwrap(commands.delayPreview(input)),
      placeholderData: keepPreviousData,
    }),
};
