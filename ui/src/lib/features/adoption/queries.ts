// An older base: what adopting it would do, doing it, and the overlaps it leaves for a person to settle.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type AdoptionOptions } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";
import { connectionKeys } from "$lib/features/connection/queries";

export const adoptionKeys = {
  all: ["adoption"] as const,
  report: () => [...adoptionKeys.all, "report"] as const,
};

export const adoptionQueries = {
  /** Reads the whole base: once, and not again under the eyes of who reads it. */
  report: () =>
    queryOptions({
      queryKey: adoptionKeys.report(),
      queryFn: () => unwrap(commands.adoptionReport()),
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  /** Below the planning, as moving or cancelling one of two settles them. */
  overlaps: () =>
    queryOptions({
      queryKey: [...planningKeys.all, "overlaps"],
      queryFn: () => unwrap(commands.adoptionOverlaps()),
    }),
};

export const adoptionMutations = {
  run: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (options: AdoptionOptions) => unwrap(commands.adoptionRun(options)),
      onSettled: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
    }),
  importReport: () =>
    mutationOptions({ mutationFn: (folder: string) => unwrap(commands.importReport(folder)) }),
  /** What the screens read before was of an empty base. */
  importRun: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ folder, options }: { folder: string; options: AdoptionOptions }) =>
        unwrap(commands.importRun(folder, options)),
      onSuccess: () => client.invalidateQueries(),
    }),
};
