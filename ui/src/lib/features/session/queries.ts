// Who is signed in, and the practice they work in.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type ConnectionView, type SessionView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { rootKeys } from "$lib/api/queryClient";
import { firstStart } from "$lib/features/connection/firstStart.svelte";
import { connectionKeys } from "$lib/features/connection/queries";

export const sessionKeys = {
  all: rootKeys.session,
  current: () => [...sessionKeys.all, "current"] as const,
  practice: () => [...rootKeys.practice, "info"] as const,
};

/** The practice's date and time on screen are at most this old, in milliseconds. */
const PRACTICE_CLOCK_MS = 20_000;

export const sessionQueries = {
  /** `null` when nobody is signed in. */
  current: () =>
    queryOptions({
      queryKey: sessionKeys.current(),
      queryFn: () => unwrap(commands.sessionCurrent()),
      staleTime: Infinity,
    }),
  /** Name, opening hours, today and now: the only source of "today" for screens. */
  practice: () =>
    queryOptions({
      queryKey: sessionKeys.practice(),
      queryFn: () => unwrap(commands.practiceInfo()),
      refetchInterval: PRACTICE_CLOCK_MS,
    }),
};

/** What one person read must not be there for the next: only session and connection stay. */
function adopt(client: QueryClient, session: SessionView | null): void {
  const kept: readonly string[] = [connectionKeys.all[0], sessionKeys.all[0]];
  client.removeQueries({ predicate: (query) => !kept.includes(String(query.queryKey[0])) });
  client.setQueryData(sessionKeys.current(), session);
}

export const sessionMutations = {
  signIn: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (input: { username: string; password: string }) =>
        unwrap(commands.sessionSignIn(input.username, input.password)),
      onSuccess: (session) => adopt(client, session),
    }),
  changePassword: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (input: { current: string; replacement: string }) =>
        unwrap(commands.sessionChangePassword(input.current, input.replacement)),
      // The same person goes on: what they read stays.
      onSuccess: (session) => {
        firstStart.passwordReplaced(client.getQueryData<ConnectionView>(connectionKeys.status()));
        client.setQueryData(sessionKeys.current(), session);
      },
    }),
  signOut: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.sessionSignOut()),
      // The session ends also when the base does not answer.
      onSettled: () => adopt(client, null),
    }),
};
