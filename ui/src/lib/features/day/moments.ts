// What is over, going on and next in a practitioner's day.
import type { AppointmentView, DayColumn, DayView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { spanOf } from "$lib/features/appointments/span";

export type Moment = "past" | "now" | "next" | "later";

/** The practice's time on that day in minutes: everything is past (`Infinity`) or still to come (`-Infinity`) on another day. */
export function nowOn(day: Pick<DayView, "date" | "today" | "now">): number {
  if (day.date < day.today) return Number.POSITIVE_INFINITY;
  return day.date > day.today ? Number.NEGATIVE_INFINITY : minutesOf(day.now);
}

/**
 * By appointment id, with `now` of {@link nowOn}. Which is next the rules say. Going on is what was called in, and
 * until somebody notes otherwise a confirmed one in its time; one that was finished early is over.
 */
export function momentsOf(
  column: Pick<DayColumn, "appointments" | "nextId">,
  now: number,
): Map<string, Moment> {
  return new Map(column.appointments.map((known) => [known.id, momentOf(known, column.nextId, now)]));
}

function momentOf(known: AppointmentView, nextId: string | null, now: number): Moment {
  const { start, end } = spanOf(known);
  if (known.visit.step === "inConsultation") return "now";
  if (known.visit.step === "finished") return "past";
  if (known.id === nextId) return "next";
  if (known.visit.step === "waiting") return "later";
  if (end <= now) return "past";
  return known.status === "confirmed" && start <= now ? "now" : "later";
}

/** Whether an appointment has started, by the clock of the practice. */
export function hasStarted(
  appointment: Pick<AppointmentView, "date" | "start">,
  clock: Pick<DayView, "today" | "now">,
): boolean {
  return `${appointment.date}T${appointment.start}` <= `${clock.today}T${clock.now}`;
}
