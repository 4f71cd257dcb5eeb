// The cache of server data. Screens read it through query factories with hierarchical keys:
// ["patients"] > ["patients", "file", id]; invalidating a prefix refreshes everything below it.
import { MutationCache, QueryCache, QueryClient, type MutationOptions } from "@tanstack/svelte-query";
import type { CommandError } from "./bindings";
import { AppError } from "./call";

/** Prefixes of the keys that react to a lost session or store; the factories build on them. */
export const rootKeys = {
  connection: ["connection"],
  session: ["session"],
  practice: ["practice"],
} as const;

/** Refusals that say that the session is not what the screen takes it for. */
const SESSION_CODES: ReadonlySet<CommandError["code"]> = new Set([
  "notSignedIn",
  "passwordChangeRequired",
  "sessionLocked",
]);

/** One client per window; tests make their own. */
export function createQueryClient(): QueryClient {
  const onError = (failure: unknown) => {
    if (!(failure instanceof AppError)) return;
    if (SESSION_CODES.has(failure.code)) {
      void client.invalidateQueries({ queryKey: rootKeys.session });
    }
    if (failure.code === "storeUnavailable") {
      void client.invalidateQueries({ queryKey: rootKeys.connection });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // The store answers or says why not; a silent retry would only delay the message.
      queries: { retry: false, staleTime: 5_000, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}

/** Runs a mutation that may outlive the component that offers it: taking back from a message, say. */
export function runMutation<Data, Failure, Variables, Context>(
  client: QueryClient,
  options: MutationOptions<Data, Failure, Variables, Context>,
  variables: Variables,
): Promise<Data> {
  return client.getMutationCache().build(client, options).execute(variables);
}
