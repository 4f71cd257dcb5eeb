// What the day says in words: appointments read aloud, and the state of a column.
import type { AppointmentView, DayColumn } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { absenceName } from "$lib/features/appointments/outsideHours";
import { patientNameOf, statusName } from "$lib/features/appointments/words";
import { sealedWords } from "$lib/features/keys/words";
import { formatPhone } from "$lib/format";
import { m } from "$lib/i18n";
import type { Moment } from "./moments";
import { projectedText, visitLook, visitText } from "./visits";

/**
 * All of an appointment in one line: "de 10:30 à 11:00, DUPONT Jean, 06 01 02 03 04, Vaccin, Confirmé, suivant".
 * Nothing of the reason for a role that does not read it.
 */
export function appointmentLabel(
  appointment: AppointmentView,
  moment: Moment,
  readsReasons: boolean,
): string {
  const momentWords = { past: "", now: m.day_moment_now(), next: m.day_moment_next(), later: "" };
  return [
    m.day_timeRange({ start: appointment.start, end: appointment.end }),
    appointment.projected && projectedText(appointment.projected),
    patientNameOf(appointment),
    appointment.patientPhone && formatPhone(appointment.patientPhone),
    readsReasons && sealedWords(appointment.reason, appointment.reasonState),
    statusName(appointment.status),
    visitLook(appointment) && visitText(appointment.visit),
    momentWords[moment],
    appointment.doubleBooked && m.day_doubleBooked(),
    appointment.outsideHours && m.day_outsideHours(),
  ]
    .filter(Boolean)
    .join(", ");
}

/** "Congés · Suiv. 11:05 · 8 RDV", short enough for a narrow column; `now` in minutes, see `nowOn`. */
export function columnSummary(column: DayColumn, now: number): string {
  const absences = column.absences.map(absenceName);
  const confirmed = column.appointments.filter((known) => known.status === "confirmed");
  if (confirmed.length === 0) return [...absences, m.day_column_empty()].join(" · ");
  const next = confirmed.find((known) => known.id === column.nextId);
  const isOver = Number.isFinite(now) && confirmed.every((known) => isBehind(known, now));
  return [
    ...absences,
    next && m.day_column_next({ time: next.projected?.start ?? next.start }),
    isOver && m.day_column_over(),
    m.day_column_count({ count: confirmed.length }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Whoever waits is still to be seen. */
function isBehind(known: AppointmentView, now: number): boolean {
  return minutesOf(known.start) <= now && known.visit.step !== "waiting";
}

/** "32 rendez-vous · 2 en attente · 2 absents · 1 annulé" of the columns shown. */
export function daySummary(columns: readonly DayColumn[]): string {
  const all = columns.flatMap((column) => column.appointments);
  const confirmed = all.filter((known) => known.status === "confirmed").length;
  const absent = all.filter((known) => known.status === "absent").length;
  const cancelled = all.length - confirmed - absent;
  const waiting = all.filter(
    (known) => known.status === "confirmed" && known.visit.step === "waiting",
  ).length;
  return [
    confirmed === 0 ? m.day_summary_none() : m.day_summary_confirmed({ count: confirmed }),
    waiting > 0 && m.day_summary_waiting({ count: waiting }),
    absent > 0 && m.day_summary_absent({ count: absent }),
    cancelled > 0 && m.day_summary_cancelled({ count: cancelled }),
  ]
    .filter(Boolean)
    .join(" · ");
}
