// What the planning shows: the day or the week asked for, narrowed to the practitioners chosen.
import type { AppointmentView, DayView } from "$lib/api/bindings";
import { useDay } from "$lib/features/appointments/dayQuery.svelte";
import { practitionerChoice, weekChoice } from "./filter.svelte";
import type { PlanningView } from "./planningView";
import { useWeek } from "./weekQuery.svelte";

/** For a component; `date()` is yyyy-mm-dd. */
export function usePlanning(view: () => PlanningView, date: () => string) {
  // Also while a week is shown: it says who there is, and knows all of the day a form moves something to.
  const day = useDay(date);
  const practitioners = $derived(day.shown?.columns.map((column) => column.practitioner) ?? []);
  const choice = $derived(view() === "week" ? weekChoice : practitionerChoice);
  const chosenIds = $derived(choice.of(practitioners));

  const week = useWeek(
    () => {
      if (view() !== "week" || !day.shown) return null;
      return { date: date(), practitionerId: chosenIds.length === 1 ? (chosenIds[0] ?? null) : null };
    },
    () => day.shown,
  );

  const isLoaded = $derived(view() === "week" ? week.isLoaded : day.isLoaded);
  const days = $derived.by((): readonly DayView[] => {
    if (view() === "week") return week.shown;
    return day.shown ? [day.shown] : [];
  });
  const shown = $derived(
    days.map((one) => ({
      ...one,
      columns: one.columns.filter((column) => chosenIds.includes(column.practitioner.id)),
    })),
  );
  const appointments = $derived(days.flatMap((one) => one.columns).flatMap((column) => column.appointments));

  return {
    /** The day of the date, of all practitioners; `null` before the first answer. */
    get day(): DayView | null {
      return day.shown;
    },
    /** Whether `day` is that day, and not only its frame. */
    get isDayLoaded() {
      return day.isLoaded;
    },
    get practitioners() {
      return practitioners;
    },
    get choice() {
      return choice;
    },
    /** The practitioners shown, by id. */
    get chosenIds() {
      return chosenIds;
    },
    /** All that was read of the days on screen, also of who is not shown. */
    get days() {
      return days;
    },
    /** The days on screen, with the practitioners chosen. */
    get shown() {
      return shown;
    },
    get isLoaded() {
      return isLoaded;
    },
    get isEmpty() {
      return isLoaded && appointments.length === 0;
    },
    get error() {
      return day.error ?? week.error;
    },
    refetch() {
      day.refetch();
      if (view() === "week") week.refetch();
    },
    find: (id: string | null | undefined): AppointmentView | undefined =>
      appointments.find((known) => known.id === id),
  };
}
