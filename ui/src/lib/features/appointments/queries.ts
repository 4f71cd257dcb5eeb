// The planning of a day, read again every few seconds and whenever something was changed.
import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type AppointmentView, type DayView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { addDays } from "$lib/dates";

export const planningKeys = {
  all: ["planning"] as const,
  days: () => [...planningKeys.all, "day"] as const,
  day: (date: string) => [...planningKeys.days(), date] as const,
  ranges: () => [...planningKeys.all, "range"] as const,
  range: (from: string, to: string, practitionerId: string | null) =>
    [...planningKeys.ranges(), from, to, practitionerId] as const,
};

/** How often an open day is read again, in milliseconds. */
const DAY_POLL_MS = 15_000;

export const planningQueries = {
  /**
   * All practitioners of a local day (yyyy-mm-dd): the booking form shows one of them, and needs the others
   * to see that the patient is with someone else. While another day loads, the previous one is still given;
   * its `date` tells.
   */
  day: (date: string) =>
    queryOptions({
      queryKey: planningKeys.day(date),
      queryFn: () => unwrap(commands.planningDay(date, null)),
      refetchInterval: DAY_POLL_MS,
      placeholderData: keepPreviousData,
    }),
  /**
   * The days from one date to another, both included, of one practitioner or of all. While other days load, the
   * previous ones are still given.
   */
  range: (from: string, to: string, practitionerId: string | null) =>
    queryOptions({
      queryKey: planningKeys.range(from, to, practitionerId),
      queryFn: () => unwrap(commands.planningRange(from, to, practitionerId)),
      refetchInterval: DAY_POLL_MS,
      placeholderData: keepPreviousData,
    }),
};

/**
 * Puts an appointment, as it came with an answer, where it now stands in the days at hand, so that nothing waits
 * for them to be read again. They are read again all the same: they show more than this one appointment.
 */
export function showAtOnce(client: QueryClient, appointment: AppointmentView): void {
  client.setQueriesData<DayView>({ queryKey: planningKeys.days() }, (day) => day && placed(day, appointment));
  client.setQueriesData<DayView[]>({ queryKey: planningKeys.ranges() }, (days) =>
    days?.map((day) => placed(day, appointment)),
  );
}

/** The day with that appointment in its place, and nowhere else. */
export function placed(day: DayView, appointment: AppointmentView): DayView {
  const columns = day.columns.map((column) => {
    const others = column.appointments.filter((known) => known.id !== appointment.id);
    const isHere = day.date === appointment.date && column.practitioner.id === appointment.practitionerId;
    const appointments = isHere
      ? [...others, appointment].sort((a, b) => a.start.localeCompare(b.start))
      : others;
    return { ...column, appointments };
  });
  return { ...day, columns };
}

/** Reads the days beside `date` ahead, so that the arrows answer at once. */
export function prefetchNeighbours(client: QueryClient, date: string): void {
  for (const days of [-1, 1]) void client.prefetchQuery(planningQueries.day(addDays(date, days)));
}
