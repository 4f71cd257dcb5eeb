// Stretches of a day in minutes since midnight, half-open: an end that touches a start is free.
import type { AppointmentView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";

export interface Span {
  start: number;
  end: number;
}

export const DAY_MINUTES = 24 * 60;

/** Appointments and free time start on this grid, in minutes. */
export const STEP_MINUTES = 5;

/** The end comes from the duration: one that ends at midnight reads 00:00. */
export function spanOf(appointment: Pick<AppointmentView, "start" | "durationMinutes">): Span {
  const start = minutesOf(appointment.start);
  return { start, end: start + appointment.durationMinutes };
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start;
}

/** What `taken` leaves free of `within`, in order; `taken` may overlap and come in any order. */
export function freeSpans(within: Span, taken: readonly Span[]): Span[] {
  const free: Span[] = [];
  let from = within.start;
  for (const span of [...taken].sort((a, b) => a.start - b.start)) {
    if (span.start > from) free.push({ start: from, end: Math.min(span.start, within.end) });
    from = Math.max(from, span.end);
    if (from >= within.end) return free;
  }
  if (from < within.end) free.push({ start: from, end: within.end });
  return free;
}

/** The next moment on the grid, `minutes` itself when it is on it. */
export function onGridFrom(minutes: number): number {
  return Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
}
