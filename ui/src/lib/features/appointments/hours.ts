// When a practitioner works on a day, as stretches of it: closed time, absences, and what is open.
import type { AbsenceView, DayColumn, OpeningSpan } from "$lib/api/bindings";
import { dateOf, minutesOf, timeOf } from "$lib/dates";
import { DAY_MINUTES, freeSpans, type Span } from "./span";

type Hours = Pick<DayColumn, "openings" | "absences">;

const WHOLE_DAY: Span = { start: 0, end: DAY_MINUTES };

/** An absence where it touches a day. */
export interface AbsenceBand extends Span {
  absence: AbsenceView;
}

/** Before, between and after the opening hours, as far as `scale` goes. */
export function closedSpans({ openings }: Pick<Hours, "openings">, scale: Span): Span[] {
  return freeSpans(scale, openings.map(openingSpan));
}

/** What the absences take of that day, as far as `scale` goes. */
export function absenceBands(
  { absences }: Pick<Hours, "absences">,
  date: string,
  scale: Span = WHOLE_DAY,
): AbsenceBand[] {
  return absences
    .map((absence) => ({
      absence,
      start: Math.max(minuteOn(absence.startsAt, date), scale.start),
      end: Math.min(minuteOn(absence.endsAt, date), scale.end),
    }))
    .filter((band) => band.end > band.start);
}

/** The opening hours that no absence takes. */
export function openSpans(hours: Hours, date: string): Span[] {
  const absent = absenceBands(hours, date);
  return hours.openings.flatMap((opening) => freeSpans(openingSpan(opening), absent));
}

/** An end at midnight reads 00:00. */
export function openingSpan({ start, end }: OpeningSpan): Span {
  return { start: minutesOf(start), end: minutesOf(end) || DAY_MINUTES };
}

/** A local date and time as a minute of that day: its beginning when earlier, its end when later. */
function minuteOn(dateTime: string, date: string): number {
  if (dateOf(dateTime) < date) return 0;
  return dateOf(dateTime) > date ? DAY_MINUTES : minutesOf(timeOf(dateTime));
}
