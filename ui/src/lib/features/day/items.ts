// A practitioner's column as a list in the order of the day: appointments, and the free time between them.
import type { AppointmentView, DayColumn } from "$lib/api/bindings";
import { openSpans } from "$lib/features/appointments/hours";
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
  /** Within opening hours, and no absence: outside them a booking is asked about. */
  isOpen: boolean;
}

export type Item = AppointmentItem | FreeItem;

/** Which free time of a column is offered. */
export interface FreeOffer {
  /** The stretch of the day it may lie in. */
  within: Span;
  /** What is before is not offered; see `nowOn`. */
  now: number;
  /** The appointment being moved, whose own time is free to it. */
  movingId?: string | undefined;
}

/** Cancelled and absent appointments leave their time free; they are listed all the same. */
export function columnItems(column: DayColumn, date: string, offer: FreeOffer | null): Item[] {
  const spans = column.appointments.map((appointment) => ({
    ...spanOf(appointment),
    id: appointment.id,
    takesTime: appointment.status === "confirmed",
  }));
  const places = placeBlocks(spans);
  const appointments = column.appointments.map((appointment, index): AppointmentItem => {
    const { start, end } = spans[index]!;
    return { kind: "appointment", id: appointment.id, start, end, appointment, place: places[index]! };
  });
  const taken = spans.filter((span) => span.takesTime && span.id !== offer?.movingId);
  const free = offer ? freeTime(column, date, offer, taken) : [];
  return [...appointments, ...free].sort((a, b) => a.start - b.start || (a.kind === "free" ? 1 : -1));
}

function freeTime(
  column: DayColumn,
  date: string,
  { within, now }: FreeOffer,
  taken: readonly Span[],
): FreeItem[] {
  const start = Math.max(within.start, onGridFrom(now));
  if (start >= within.end) return [];
  const open = openSpans(column, date);
  const item = (isOpen: boolean) => (span: Span) => ({
    kind: "free" as const,
    id: `free-${date}-${column.practitioner.id}-${span.start}`,
    isOpen,
    ...span,
  });
  return freeSpans({ start, end: within.end }, taken).flatMap((free) => {
    const closed = freeSpans(free, open);
    return [...closed.map(item(false)), ...freeSpans(free, closed).map(item(true))];
  });
}
