// An older base: what adopting it would do, doing it, and the overlaps it leaves for a person to settle.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type AdoptionOptions, type AdoptionOutcome } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";
import { baseChange } from "$lib/features/base/baseChange.svelte";
import { connectionKeys } from "$lib/features/connection/queries";
import { isSignedIn } from "$lib/features/session/queries";
import { untoldCode } from "$lib/features/session/untoldCode.svelte";

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

/** The code and what was brought, each before every other screen; nobody is told whose session ended meanwhile. */
function tell(client: QueryClient, task: "adoption" | "import", outcome: AdoptionOutcome): void {
  if (!isSignedIn(client)) return;
  if (outcome.recoveryCode !== null) untoldCode.tell(outcome.recoveryCode);
  baseChange.tell({ task, brought: { ...outcome, recoveryCode: null } });
}

export const adoptionMutations = {
  run: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (options: AdoptionOptions) => unwrap(commands.adoptionRun(options)),
      onSuccess: (outcome) => {
        tell(client, "adoption", outcome);
        // What was read so far was of the older base; whether its reader must choose a new password stands in the session.
        return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== adoptionKeys.all[0] });
      },
      onError: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
      // The outcome may carry a recovery code.
      gcTime: 0,
    }),
  importReport: () =>
    mutationOptions({ mutationFn: (folder: string) => unwrap(commands.importReport(folder)) }),
  /** What the screens read before was of an empty base. */
  importRun: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ folder, options }: { folder: string; options: AdoptionOptions }) =>
        unwrap(commands.importRun(folder, options)),
      onSuccess: (outcome) => {
        tell(client, "import", outcome);
        return client.invalidateQueries();
      },
    }),
};
