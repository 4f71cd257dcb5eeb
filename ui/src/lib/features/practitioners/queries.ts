// The practitioners of the practice: read by every screen that names one, changed by the administration.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type OpeningInput, type PractitionerInput } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";

export const practitionerKeys = {
  all: ["practitioners"] as const,
  list: () => [...practitionerKeys.all, "list"] as const,
};

export const practitionerQueries = {
  /** All of them by name, also those who take no new appointments. */
  list: () =>
    queryOptions({
      queryKey: practitionerKeys.list(),
      queryFn: () => unwrap(commands.practitionerList()),
    }),
};

/** Plannings, files and accounts name practitioners too: whatever is on screen is read again. */
function readEverythingAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries();
}

export const practitionerMutations = {
  create: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ input, opId }: { input: PractitionerInput; opId: string }) =>
        unwrap(commands.practitionerCreate(input, opId)),
      onSuccess: () => readEverythingAgain(client),
    }),
  update: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, input, opId }: { id: string; input: PractitionerInput; opId: string }) =>
        unwrap(commands.practitionerUpdate(id, input, opId)),
      onSettled: () => readEverythingAgain(client),
    }),
  /** No span at all goes back to the practice's usual hours. */
  setHours: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, hours, opId }: { id: string; hours: OpeningInput[]; opId: string }) =>
        unwrap(commands.practitionerSetHours(id, hours, opId)),
      onSettled: () => readEverythingAgain(client),
    }),
  remove: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (id: string) => unwrap(commands.practitionerRemove(id, newOpId())),
      onSettled: () => readEverythingAgain(client),
    }),
  setActive: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, active }: { id: string; active: boolean }) =>
        unwrap(commands.practitionerSetActive(id, active, newOpId())),
      onSettled: () => readEverythingAgain(client),
    }),
};
