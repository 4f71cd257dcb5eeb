// Backups of the base, and moving it to a server.
import { mutationOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type PathKind } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { baseChange } from "./baseChange.svelte";

/** A MongoDB to move to. */
export interface Server {
  uri: string;
  /** The user knows that nothing protects what goes over the network. */
  allowUnencrypted: boolean;
}

export const baseMutations = {
  backup: () => mutationOptions({ mutationFn: () => unwrap(commands.backupWrite()) }),
  /** What the screens read before was of an empty base, and whoever is signed in may be nobody any more. */
  restore: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (path: string) => unwrap(commands.backupRestore(path)),
      onSuccess: (copied) => {
        baseChange.tell({ task: "restore", copied });
        return client.invalidateQueries();
      },
    }),
  /** Everybody signs in anew on the server. */
  move: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ uri, allowUnencrypted }: Server) => unwrap(commands.baseMove(uri, allowUnencrypted)),
      onSuccess: (copied) => {
        baseChange.tell({ task: "move", copied });
        return client.invalidateQueries();
      },
      // The address may carry a password.
      gcTime: 0,
    }),
  pick: () => mutationOptions({ mutationFn: (kind: PathKind) => unwrap(commands.pathPick(kind)) }),
};
