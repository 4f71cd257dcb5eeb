// What is over, going on and next in a practitioner's day.
import type { AppointmentView, DayView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { spanOf } from "$lib/features/appointments/span";

export type Moment = "past" | "now" | "next" | "later";

/** The practice's time on that day in minutes: everything is past (`Infinity`) or still to come (`-Infinity`) on another day. */
export function nowOn(day: Pick<DayView, "date" | "today" | "now">): number {
  if (day.date < day.today) return Number.POSITIVE_INFINITY;
  return day.date > day.today ? Number.NEGATIVE_INFINITY : minutesOf(day.now);
}

/** By appointment id. Only confirmed ones can be going on or next; `now` is of {@link nowOn}. */
export function momentsOf(appointments: readonly AppointmentView[], now: number): Map<string, Moment> {
  const next = Number.isFinite(now)
    ? appointments.find((known) => known.status === "confirmed" && spanOf(known).start > now)
    : undefined;
  return new Map(
    appointments.map((known): [string, Moment] => {
      const { start, end } = spanOf(known);
      if (end <= now) return [known.id, "past"];
      if (known.id === next?.id) return [known.id, "next"];
      return [known.id, known.status === "confirmed" && start <= now ? "now" : "later"];
    }),
  );
}

/** Whether an appointment has started, by the clock of the practice. */
export function hasStarted(
  appointment: Pick<AppointmentView, "date" | "start">,
  clock: Pick<DayView, "today" | "now">,
): boolean {
  return `${appointment.date}T${appointment.start}` <= `${clock.today}T${clock.now}`;
}
