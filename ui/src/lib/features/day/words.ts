// What the day says in words: appointments read aloud, and the state of a column.
import type { AppointmentView, DayColumn } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { patientNameOf, statusName } from "$lib/features/appointments/words";
import { formatPhone } from "$lib/format";
import { m } from "$lib/i18n";
import { momentsOf, type Moment } from "./moments";

/** All of an appointment in one line: "10:30–11:00, DUPONT Jean, 06 01 02 03 04, Vaccin, Confirmé, suivant". */
export function appointmentLabel(appointment: AppointmentView, moment: Moment): string {
  const momentWords = { past: "", now: m.day_moment_now(), next: m.day_moment_next(), later: "" };
  return [
    m.day_timeRange({ start: appointment.start, end: appointment.end }),
    patientNameOf(appointment),
    appointment.patientPhone && formatPhone(appointment.patientPhone),
    appointment.reason,
    statusName(appointment.status),
    momentWords[moment],
  ]
    .filter(Boolean)
    .join(", ");
}

/** "Suivant 11:05 · 8 RDV", short enough for a narrow column; `now` in minutes, see `nowOn`. */
export function columnSummary(column: DayColumn, now: number): string {
  const confirmed = column.appointments.filter((known) => known.status === "confirmed");
  if (confirmed.length === 0) return m.day_column_empty();
  const moments = momentsOf(column.appointments, now);
  const next = confirmed.find((known) => moments.get(known.id) === "next");
  const isOver = Number.isFinite(now) && confirmed.every((known) => minutesOf(known.start) <= now);
  return [
    next && m.day_column_next({ time: next.start }),
    isOver && m.day_column_over(),
    m.day_column_count({ count: confirmed.length }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** "32 rendez-vous · 2 absents · 1 annulé" of the columns shown. */
export function daySummary(columns: readonly DayColumn[]): string {
  const all = columns.flatMap((column) => column.appointments);
  const confirmed = all.filter((known) => known.status === "confirmed").length;
  const absent = all.filter((known) => known.status === "absent").length;
  const cancelled = all.length - confirmed - absent;
  return [
    confirmed === 0 ? m.day_summary_none() : m.day_summary_confirmed({ count: confirmed }),
    absent > 0 && m.day_summary_absent({ count: absent }),
    cancelled > 0 && m.day_summary_cancelled({ count: cancelled }),
  ]
    .filter(Boolean)
    .join(" · ");
}
