// A week kept fresh on screen, of one practitioner or of all.
import { createQuery } from "@tanstack/svelte-query";
import type { DayView } from "$lib/api/bindings";
import { frameOf } from "$lib/features/appointments/dayQuery.svelte";
import { planningQueries } from "$lib/features/appointments/queries";
import { weekDates, withoutEmptySunday } from "./week";

interface Asked {
  /** Any day of the week, yyyy-mm-dd. */
  date: string;
  /** `null` for all of them. */
  practitionerId: string | null;
}

/** For a component. `asked()` is `null` while no week is shown; `frame()` gives the columns while one loads. */
export function useWeek(asked: () => Asked | null, frame: () => DayView | null) {
  const dates = $derived(weekDates(asked()?.date ?? ""));
  const query = createQuery(() => ({
    ...planningQueries.range(dates[0] ?? "", dates[6] ?? "", asked()?.practitionerId ?? null),
    enabled: asked() !== null,
  }));

  const isLoaded = $derived(query.data !== undefined && !query.isPlaceholderData);
  const shown = $derived.by((): DayView[] => {
    if (isLoaded && query.data) return withoutEmptySunday(query.data);
    const day = frame();
    return day ? dates.slice(0, 6).map((date) => frameOf(day, date)) : [];
  });

  return {
    /** Its days, with only their frame before the first answer. */
    get shown() {
      return shown;
    },
    get isLoaded() {
      return isLoaded;
    },
    get error() {
      return query.error;
    },
    refetch: () => void query.refetch(),
  };
}
