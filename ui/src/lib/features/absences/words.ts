// The words for absences: who is away, and when.
import type { AbsenceView } from "$lib/api/bindings";
import { addDays, dateOf, timeOf } from "$lib/dates";
import { formatDate, formatDayMonth, formatTimeRange } from "$lib/format";
import { m } from "$lib/i18n";

const MIDNIGHT = "00:00";

/** The last local date that an absence touches: one that ends at midnight ends with the day before. */
export function lastDate(absence: Pick<AbsenceView, "endsAt">): string {
  const date = dateOf(absence.endsAt);
  return timeOf(absence.endsAt) === MIDNIGHT ? addDays(date, -1) : date;
}

/** "Dr Martin", or that the practice is closed. */
export function whoIsAway(absence: Pick<AbsenceView, "practitionerId" | "practitionerName">): string {
  return absence.practitionerId === null ? m.absences_closure() : (absence.practitionerName ?? "");
}

/**
 * "ven. 25 déc. 2026", "du lun. 7 déc. au ven. 11 déc. 2026", "jeu. 26 nov. 2026, 14:00–18:00" or
 * "du lun. 23 nov. à 14:00 au mar. 24 nov. 2026".
 */
export function whenAway(absence: Pick<AbsenceView, "startsAt" | "endsAt">): string {
  const [first, last] = [dateOf(absence.startsAt), lastDate(absence)];
  const [start, end] = [timeOf(absence.startsAt), timeOf(absence.endsAt)];
  if (first === last && start === MIDNIGHT && end === MIDNIGHT) return formatDate(first);
  if (first === last)
    return m.absences_hours({ date: formatDate(first), range: formatTimeRange(start, end) });
  const moment = (date: string, time: string) =>
    time === MIDNIGHT ? date : m.absences_moment({ date, time });
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return m.absences_span({
    from: moment(isOneYear ? formatDayMonth(first) : formatDate(first), start),
    to: moment(formatDate(last), end),
  });
}
