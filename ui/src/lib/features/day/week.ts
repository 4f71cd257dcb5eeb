// The days of a week.
import type { DayView } from "$lib/api/bindings";
import { addDays, weekdayOf } from "$lib/dates";

/** Monday to Sunday of the week of `date`, yyyy-mm-dd. */
export function weekDates(date: string): string[] {
  const monday = addDays(date, 1 - weekdayOf(date));
  return Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead));
}

/** Sunday is shown only if anybody works or is expected. */
export function withoutEmptySunday(days: readonly DayView[]): DayView[] {
  return days.filter(
    (day) =>
      weekdayOf(day.date) !== 7 ||
      day.columns.some((column) => column.appointments.length > 0 || column.openings.length > 0),
  );
}
