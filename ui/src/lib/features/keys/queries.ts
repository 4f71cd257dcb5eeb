// Keys and who has them, as an administrator manages them.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type KeyKind, type KeysView } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";
import { userKeys } from "$lib/features/users/queries";
import { KEY_KINDS } from "./words";

/** Below the users: another role, or a new account, has other keys. */
const overviewKey = [...userKeys.all, "keys"] as const;

export const keysQueries = {
  overview: () => queryOptions({ queryKey: overviewKey, queryFn: () => unwrap(commands.keysOverview()) }),
};

/** Whose key of which kind. */
export interface KeyChange {
  userId: string;
  kind: KeyKind;
}

function readAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: overviewKey });
}

function adopt(client: QueryClient, view: KeysView): void {
  const before = client.getQueryData<KeysView>(overviewKey);
  client.setQueryData(overviewKey, view);
  // With another key of one's own, other texts can be read on every screen.
  if (KEY_KINDS.some((kind) => before?.mine[kind] !== view.mine[kind])) void client.invalidateQueries();
}

export const keysMutations = {
  grant: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ userId, kind }: KeyChange) => unwrap(commands.keysGrant(userId, kind, newOpId())),
      onSuccess: (view) => adopt(client, view),
      onError: () => readAgain(client),
    }),
  revoke: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ userId, kind }: KeyChange) => unwrap(commands.keysRevoke(userId, kind, newOpId())),
      onSuccess: (view) => adopt(client, view),
      onError: () => readAgain(client),
    }),
  newRecoveryCode: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ password, opId }: { password: string; opId: string }) =>
        unwrap(commands.keysNewRecoveryCode(password, opId)),
      onSettled: () => readAgain(client),
      // Neither the password nor the code stays behind in the cache.
      gcTime: 0,
    }),
  rotate: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.keysRotate(newOpId())),
      onSettled: () => readAgain(client),
    }),
  reseal: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.keysReseal()),
      onSettled: () => readAgain(client),
    }),
};
