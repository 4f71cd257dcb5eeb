// For the frame: one subscription to changes while somebody is signed in.
import { useQueryClient } from "@tanstack/svelte-query";
import type { LiveView } from "$lib/api/bindings";
import { onPracticeChanged } from "$lib/api/events";
import { announce } from "$lib/components/liveRegion.svelte";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import { LiveUpdates } from "./liveUpdates";

/** Called while a component is set up; `live()` is how changes arrive now. */
export function useLiveUpdates(live: () => LiveView | null): void {
  const updates = new LiveUpdates(useQueryClient(), announce);

  $effect(() => {
    const stopHearing = onPracticeChanged((areas) => updates.hear(areas));
    return () => {
      stopHearing();
      updates.stop();
    };
  });

  let wasStale = false;
  $effect(() => {
    const isStale = (live()?.staleSince ?? null) !== null;
    if (wasStale && !isStale) {
      updates.catchUp();
      toast.done(m.live_restored());
    }
    wasStale = isStale;
  });
}
