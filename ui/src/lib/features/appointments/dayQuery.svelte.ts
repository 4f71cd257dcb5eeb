// A day kept fresh on screen: read again when the window gets the focus, its neighbours read ahead.
import { createQuery, useQueryClient } from "@tanstack/svelte-query";
import type { DayView } from "$lib/api/bindings";
import { planningKeys, planningQueries, prefetchNeighbours } from "./queries";

/** For a component: the day of `date()`, yyyy-mm-dd. */
export function useDay(date: () => string) {
  const client = useQueryClient();
  const query = createQuery(() => planningQueries.day(date()));

  const loaded = $derived(query.data?.date === date() ? date() : null);
  $effect(() => {
    if (loaded !== null) prefetchNeighbours(client, loaded);
  });

  // Another window in front does not hide this one, so visibility alone would miss it.
  $effect(() => {
    const refetch = () => void client.refetchQueries({ queryKey: planningKeys.all, type: "active" });
    window.addEventListener("focus", refetch);
    return () => window.removeEventListener("focus", refetch);
  });

  /** The frame of the day asked for: while it loads, the practitioners of the one before, with nothing in it. */
  const shown = $derived.by((): DayView | null => {
    const [asked, data] = [date(), query.data];
    if (!data) return null;
    return data.date === asked ? data : frameOf(data, asked);
  });

  return {
    /** `null` before the first answer. */
    get shown() {
      return shown;
    },
    /** Whether what is shown is that day, and not only its frame. */
    get isLoaded() {
      return loaded !== null;
    },
    get error() {
      return query.error;
    },
    refetch: () => void query.refetch(),
  };
}

/** Another day with the practitioners of `day`, and nothing known of it yet. */
export function frameOf(day: DayView, date: string): DayView {
  const columns = day.columns.map((column) => ({
    ...column,
    appointments: [],
    absences: [],
    delay: null,
    nextId: null,
  }));
  return { ...day, date, columns };
}
