// For the frame: what was read with other keys than the session has now is read again.
import { useQueryClient } from "@tanstack/svelte-query";
import type { KeyAccess } from "$lib/api/bindings";
import { rootKeys } from "$lib/api/queryClient";

/** Called while a component is set up; `keys()` are those of the session now. */
export function useKeyChanges(keys: () => KeyAccess): void {
  const client = useQueryClient();
  const held = $derived(`${keys().administrative} ${keys().medical}`);
  let readWith: string | null = null;

  $effect(() => {
    if (readWith !== null && readWith !== held) {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== rootKeys.session[0] });
    }
    readWith = held;
  });
}
