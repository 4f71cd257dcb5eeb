// A practitioner's column as a list in the order of the day: appointments, and the free time between them.
import type { AppointmentView, DayColumn } from "$lib/api/bindings";
import { freeSpans, onGridFrom, spanOf, type Span } from "$lib/features/appointments/span";
import { placeBlocks, type Place } from "./geometry";

export interface AppointmentItem extends Span {
  kind: "appointment";
  id: string;
  appointment: AppointmentView;
  place: Place;
}

export interface FreeItem extends Span {
  kind: "free";
  id: string;
}

export type Item = AppointmentItem | FreeItem;

/**
 * `freeWithin` is the stretch whose free time is offered, `null` for none; what is before `now` (minutes) is
 * not. Cancelled and absent appointments leave their time free; what stands there is still listed.
 */
export function columnItems(column: DayColumn, freeWithin: Span | null, now: number): Item[] {
  const spans = column.appointments.map((appointment) => ({
    ...spanOf(appointment),
    takesTime: appointment.status === "confirmed",
  }));
  const places = placeBlocks(spans);
  const appointments = column.appointments.map((appointment, index): AppointmentItem => {
    const { start, end } = spans[index]!;
    return { kind: "appointment", id: appointment.id, start, end, appointment, place: places[index]! };
  });
  const free = freeWithin ? freeTime(column, freeWithin, now, spans) : [];
  return [...appointments, ...free].sort((a, b) => a.start - b.start || (a.kind === "free" ? 1 : -1));
}

function freeTime(
  column: DayColumn,
  within: Span,
  now: number,
  spans: readonly (Span & { takesTime: boolean })[],
): FreeItem[] {
  const start = Math.max(within.start, onGridFrom(now));
  if (start >= within.end) return [];
  const taken = spans.filter((span) => span.takesTime);
  return freeSpans({ start, end: within.end }, taken).map((span) => ({
    kind: "free",
    id: `free-${column.practitioner.id}-${span.start}`,
    ...span,
  }));
}
