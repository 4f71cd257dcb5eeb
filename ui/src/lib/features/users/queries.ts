// The accounts, as an administrator manages them. Passwords are sent, and never read.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type Role, type UserInput } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";
import { rootKeys } from "$lib/api/queryClient";

export const userKeys = {
  all: ["users"] as const,
  list: () => [...userKeys.all, "list"] as const,
};

export const userQueries = {
  /** All accounts by name, also those that may not sign in. */
  list: () =>
    queryOptions({
      queryKey: userKeys.list(),
      queryFn: () => unwrap(commands.userList()),
    }),
};

function readAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: userKeys.all });
}

/** A role, and for a doctor the practitioner they are. */
export interface UserChange {
  id: string;
  role: Role;
  practitionerId: string | null;
}

export const userMutations = {
  create: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ input, opId }: { input: UserInput; opId: string }) =>
        unwrap(commands.userCreate(input, opId)),
      onSuccess: () => readAgain(client),
    }),
  update: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, role, practitionerId, opId }: UserChange & { opId: string }) =>
        unwrap(commands.userUpdate(id, role, practitionerId, opId)),
      onSettled: () => {
        // One's own role decides which screens there are.
        void client.invalidateQueries({ queryKey: rootKeys.session });
        return readAgain(client);
      },
    }),
  resetPassword: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, password, opId }: { id: string; password: string; opId: string }) =>
        unwrap(commands.userResetPassword(id, password, opId)),
      onSettled: () => readAgain(client),
    }),
  unlock: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (id: string) => unwrap(commands.userUnlock(id, newOpId())),
      onSettled: () => readAgain(client),
    }),
  setActive: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, active }: { id: string; active: boolean }) =>
        unwrap(commands.userSetActive(id, active, newOpId())),
      onSettled: () => readAgain(client),
    }),
  remove: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (id: string) => unwrap(commands.userDelete(id, newOpId())),
      onSettled: () => readAgain(client),
    }),
};
