// The connection to the base: what it is, trying again, choosing another.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type ConnectionChoice, type ConnectionView, type StoreKind } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { rootKeys } from "$lib/api/queryClient";

export const connectionKeys = {
  all: rootKeys.connection,
  status: () => [...connectionKeys.all, "status"] as const,
};

/** How often the status is read again, in milliseconds. */
const CONNECTING_POLL_MS = 250;
const SETTLED_POLL_MS = 10_000;

export const connectionQueries = {
  status: () =>
    queryOptions({
      queryKey: connectionKeys.status(),
      queryFn: () => unwrap(commands.connectionStatus()),
      refetchInterval: (query) =>
        query.state.data?.state === "connecting" ? CONNECTING_POLL_MS : SETTLED_POLL_MS,
    }),
};

/** Another base means other data: everything but the connection itself is forgotten, and read again where shown. */
function adopt(client: QueryClient, view: ConnectionView): void {
  client.setQueryData(connectionKeys.status(), view);
  void client.resetQueries({ predicate: (query) => query.queryKey[0] !== connectionKeys.all[0] });
}

/** Shows the attempt at once; from then on the status itself says how it goes. */
async function showAttempt(client: QueryClient, kind: StoreKind, target: string): Promise<void> {
  await client.cancelQueries({ queryKey: connectionKeys.status() });
  client.setQueryData(connectionKeys.status(), { state: "connecting", kind, target });
}

export const connectionMutations = {
  retry: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.connectionRetry()),
      onMutate: () => {
        const failed = client.getQueryData<ConnectionView>(connectionKeys.status());
        return failed && showAttempt(client, failed.kind, failed.target);
      },
      onSuccess: (view) => adopt(client, view),
      onError: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
    }),
  choose: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (choice: ConnectionChoice) => unwrap(commands.connectionChoose(choice)),
      // What an address is called on screen, without its credentials, is for the status to say.
      onMutate: (choice) => showAttempt(client, choice.kind, ""),
      onSuccess: (view) => adopt(client, view),
      onError: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
    }),
};
