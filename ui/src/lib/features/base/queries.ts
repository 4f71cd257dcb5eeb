// Backups of the base, and moving it to a server.
import { mutationOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type PathKind } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";

/** A MongoDB to move to. */
export interface Server {
  uri: string;
  /** The user knows that nothing protects what goes over the network. */
  allowUnencrypted: boolean;
}

export const baseMutations = {
  backup: () => mutationOptions({ mutationFn: () => unwrap(commands.backupWrite()) }),
  /** What the screens read before was of an empty base. */
  restore: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (path: string) => unwrap(commands.backupRestore(path)),
      onSuccess: () => client.invalidateQueries(),
    }),
  move: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ uri, allowUnencrypted }: Server) => unwrap(commands.baseMove(uri, allowUnencrypted)),
      onSuccess: () => client.invalidateQueries(),
      // The address may carry a password.
      gcTime: 0,
    }),
  pick: () => mutationOptions({ mutationFn: (kind: PathKind) => unwrap(commands.pathPick(kind)) }),
};
