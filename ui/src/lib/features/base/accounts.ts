// The accounts of the database server: reading, making, removing, and the words for them.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type DatabaseAccountInput, type DatabaseAccountKind } from "$lib/api/bindings";
import { errorOf, unwrap } from "$lib/api/call";
import { errorText } from "$lib/api/errorMessages";
import { m } from "$lib/i18n";

const accountsKey = ["base", "accounts"] as const;

export const accountQueries = {
  list: () => queryOptions({ queryKey: accountsKey, queryFn: () => unwrap(commands.databaseAccounts()) }),
};

/** After a failure too: the server may have done it before its answer was lost. */
function readAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: accountsKey });
}

export const accountMutations = {
  create: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ input, opId }: { input: DatabaseAccountInput; opId: string }) =>
        unwrap(commands.databaseAccountCreate(input, opId)),
      onSettled: () => readAgain(client),
      // The answer carries a password.
      gcTime: 0,
    }),
  remove: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (name: string) => unwrap(commands.databaseAccountRemove(name)),
      onSettled: () => readAgain(client),
    }),
};

interface KindWords {
  name: () => string;
  /** What the server lets such an account do. */
  rights: () => string;
}

export const kindWords: Record<DatabaseAccountKind, KindWords> = {
  desk: { name: m.base_account_desk, rights: m.base_account_desk_rights },
  administrator: { name: m.base_account_administrator, rights: m.base_account_administrator_rights },
};

/** Why the server did not do it; the general words for "not now" are those of an appointment. */
export function accountFailure(failure: unknown): string {
  return errorOf(failure, "notAllowedNow") ? m.base_account_refused() : errorText(failure);
}
