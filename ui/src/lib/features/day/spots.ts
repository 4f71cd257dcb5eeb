// Where an appointment is being put: a column, a start and a length, on the grid of five minutes. Drag and arrow
// keys both come down to these steps.
import type { AppointmentView } from "$lib/api/bindings";
import { timeFromMinutes } from "$lib/dates";
import type { Place } from "$lib/features/appointments/changes";
import { DAY_MINUTES, spanOf, STEP_MINUTES } from "$lib/features/appointments/span";
import type { Wish } from "$lib/features/appointments/wish";

/** A column of the grid. */
export interface ColumnAddress {
  /** yyyy-mm-dd */
  date: string;
  practitionerId: string;
}

/** In minutes since midnight. */
export type Spot = Wish;

/** The longest appointment the rules take, in minutes. */
const LONGEST = 480;

export function spotOf(appointment: AppointmentView): Spot {
  const { date, practitionerId } = appointment;
  return { date, practitionerId, ...spanOf(appointment) };
}

export function placeOfSpot({ practitionerId, date, start, end }: Spot): Place {
  return { practitionerId, date, time: timeFromMinutes(start), durationMinutes: end - start };
}

export function isSameSpot(a: Spot, b: Spot): boolean {
  return isSameColumn(a, b) && a.start === b.start && a.end === b.end;
}

export function isSameColumn(a: ColumnAddress, b: ColumnAddress): boolean {
  return a.date === b.date && a.practitionerId === b.practitionerId;
}

/** Begins at `minute`, rounded to the grid, in that column; the length stays, and the day is not left. */
export function movedTo(spot: Spot, { date, practitionerId }: ColumnAddress, minute: number): Spot {
  const length = spot.end - spot.start;
  const start = within(onGrid(minute), 0, DAY_MINUTES - length);
  return { date, practitionerId, start, end: start + length };
}

/** Ends at `minute`, rounded to the grid; the start stays. */
export function stretchedTo(spot: Spot, minute: number): Spot {
  const latest = Math.min(DAY_MINUTES, spot.start + LONGEST);
  return { ...spot, end: within(onGrid(minute), spot.start + STEP_MINUTES, latest) };
}

/**
 * What a key does to a spot in move mode; `null` when it is not for it. `columns` are those that may be moved into,
 * in the order of the grid; at an edge the spot stays.
 */
export function steppedBy(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  spot: Spot,
  columns: readonly ColumnAddress[],
): Spot | null {
  switch (key) {
    case "ArrowUp":
      return shiftKey ? stretchedTo(spot, spot.end - STEP_MINUTES) : later(spot, -STEP_MINUTES);
    case "ArrowDown":
      return shiftKey ? stretchedTo(spot, spot.end + STEP_MINUTES) : later(spot, STEP_MINUTES);
    case "PageUp":
      return later(spot, -60);
    case "PageDown":
      return later(spot, 60);
    case "ArrowLeft":
      return beside(spot, columns, -1);
    case "ArrowRight":
      return beside(spot, columns, 1);
    default:
      return null;
  }
}

function later(spot: Spot, minutes: number): Spot {
  return movedTo(spot, spot, spot.start + minutes);
}

function beside(spot: Spot, columns: readonly ColumnAddress[], step: 1 | -1): Spot {
  const next = columns[columns.findIndex((column) => isSameColumn(column, spot)) + step];
  return next ? movedTo(spot, next, spot.start) : spot;
}

function onGrid(minute: number): number {
  return Math.round(minute / STEP_MINUTES) * STEP_MINUTES;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
