// A change of keys under way. It goes on while other screens are looked at, so there is one for the window.
import type { QueryClient } from "@tanstack/svelte-query";
import type { ResealView } from "$lib/api/bindings";
import { runMutation } from "$lib/api/queryClient";
import { LongWork } from "$lib/longWork.svelte";
import { keysMutations } from "./queries";

/** `rotate` makes new keys first, `reseal` goes on where a change stopped. */
export type ResealingStart = "rotate" | "reseal";
export type Resealing = LongWork<ResealingStart, ResealView>;

const known = new WeakMap<QueryClient, Resealing>();

/** The one of that window. */
export function resealingOf(client: QueryClient): Resealing {
  const resealing =
    known.get(client) ??
    new LongWork<ResealingStart, ResealView>("reseal", (start) =>
      runMutation(client, keysMutations[start](client), undefined),
    );
  known.set(client, resealing);
  return resealing;
}
