// Who is signed in, and the practice they work in.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type SessionEndReason, type SessionView } from "$lib/api/bindings";
import { errorOf, unwrap } from "$lib/api/call";
import { rootKeys } from "$lib/api/queryClient";
import { baseChange } from "$lib/features/base/baseChange.svelte";
import { connectionKeys } from "$lib/features/connection/queries";
import { sessionEnd } from "./sessionEnd.svelte";
import { untoldCode } from "./untoldCode.svelte";

export const sessionKeys = {
  all: rootKeys.session,
  current: () => [...sessionKeys.all, "current"] as const,
  practice: () => [...rootKeys.practice, "info"] as const,
};

/** The practice's date and time on screen are at most this old, in milliseconds. */
const PRACTICE_CLOCK_MS = 20_000;

/** Windows locked here and not unlocked since: an answer from before the lock must not open them again. */
const lockedHere = new WeakSet<QueryClient>();

export const sessionQueries = {
  /** `null` when nobody is signed in. */
  current: () =>
    queryOptions({
      queryKey: sessionKeys.current(),
      queryFn: async ({ client }): Promise<SessionView | null> => {
        const session = await unwrap(commands.sessionCurrent());
        return session && { ...session, locked: session.locked || lockedHere.has(client) };
      },
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

/** Whether somebody is, as far as this window knows. */
export function isSignedIn(client: QueryClient): boolean {
  return Boolean(client.getQueryData<SessionView | null>(sessionKeys.current()));
}

/** What one person read must not be there for the next: only session and connection stay. */
async function adopt(client: QueryClient, session: SessionView | null): Promise<void> {
  const kept: readonly string[] = [connectionKeys.all[0], sessionKeys.all[0]];
  client.removeQueries({ predicate: (query) => !kept.includes(String(query.queryKey[0])) });
  await goOnAs(client, session);
}

/** From now on this is who is here; what was read stays. */
async function goOnAs(client: QueryClient, session: SessionView | null): Promise<void> {
  lockedHere.delete(client);
  untoldCode.keepFrom(session);
  baseChange.keepFrom(session);
  // An answer still on its way tells of the session before.
  await client.cancelQueries({ queryKey: sessionKeys.current() });
  // The cache outlives the screen that shows the code.
  client.setQueryData(sessionKeys.current(), session && { ...session, recoveryCode: null });
}

/** Rust ended the session: back to the sign-in, which says why. */
export async function endSession(client: QueryClient, reason: SessionEndReason): Promise<void> {
  sessionEnd.reason = reason;
  await adopt(client, null);
}

export interface Recovery {
  username: string;
  code: string;
  replacement: string;
}

export const sessionMutations = {
  signIn: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (input: { username: string; password: string }) =>
        unwrap(commands.sessionSignIn(input.username, input.password)),
      onSuccess: async (session) => {
        sessionEnd.reason = null;
        // Another device may have adopted the base since it was opened here.
        await client.invalidateQueries({ queryKey: connectionKeys.all });
        await adopt(client, session);
      },
      // Nothing that was typed here outlives the form.
      gcTime: 0,
    }),
  recover: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ username, code, replacement }: Recovery) =>
        unwrap(commands.sessionRecover(username, code, replacement)),
      onSuccess: (session) => {
        sessionEnd.reason = null;
        return adopt(client, session);
      },
      gcTime: 0,
    }),
  changePassword: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (input: { current: string; replacement: string }) =>
        unwrap(commands.sessionChangePassword(input.current, input.replacement)),
      // The same person goes on: what they read stays.
      onSuccess: (session) => {
        // Whether a first password is still worth telling stands there.
        void client.invalidateQueries({ queryKey: connectionKeys.status() });
        return goOnAs(client, session);
      },
      gcTime: 0,
    }),
  /** The screen is covered at once, whatever Rust answers and when. */
  lock: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.sessionLock()),
      onMutate: () => {
        lockedHere.add(client);
        client.setQueryData<SessionView | null>(sessionKeys.current(), (session) =>
          session ? { ...session, locked: true } : session,
        );
      },
    }),
  unlock: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (password: string) => unwrap(commands.sessionUnlock(password)),
      onSuccess: async (session) => {
        await goOnAs(client, session);
        // What changed meanwhile was not followed.
        void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKeys.all[0] });
      },
      onError: async (failure) => {
        if (errorOf(failure, "notSignedIn")) await adopt(client, null);
      },
      gcTime: 0,
    }),
  signOut: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.sessionSignOut()),
      // The session ends also when the base does not answer.
      onSettled: () => adopt(client, null),
    }),
};
