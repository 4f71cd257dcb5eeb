// For the frame: one subscription to changes while somebody is signed in.
import { useQueryClient } from "@tanstack/svelte-query";
import { untrack } from "svelte";
import type { LiveView } from "$lib/api/bindings";
import { onPracticeChanged } from "$lib/api/events";
import { announce } from "$lib/components/liveRegion.svelte";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import { LiveUpdates } from "./liveUpdates";

/**
 * Called while a component is set up; `live()` is how changes arrive now. While `locked()` only the connection is
 * followed: reading would be refused, and whoever unlocks reads everything again.
 */
export function useLiveUpdates(live: () => LiveView | null, locked: () => boolean): void {
  const updates = new LiveUpdates(useQueryClient(), announce);

  $effect(() => {
    const stopHearing = onPracticeChanged((areas) =>
      updates.hear(locked() ? areas.filter((area) => area === "connection") : areas),
    );
    return () => {
      stopHearing();
      updates.stop();
    };
  });

  let wasStale = false;
  $effect(() => {
    const isStale = (live()?.staleSince ?? null) !== null;
    if (wasStale && !isStale && !untrack(locked)) {
      updates.catchUp();
      toast.done(m.live_restored());
    }
    wasStale = isStale;
  });
}
