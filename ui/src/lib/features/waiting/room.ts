// The waiting room, from the day: who is in, who waits and who is expected, with each practitioner.
import type { AppointmentView, DayView, DelayView, PractitionerView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { formatDuration } from "$lib/format";
import { m } from "$lib/i18n";

export interface Room {
  practitioner: PractitionerView;
  delay: DelayView | null;
  inConsultation: AppointmentView[];
  /** In the order they will be called, as the delay has it. */
  waiting: AppointmentView[];
  expected: AppointmentView[];
}

/** When it takes place, with the delay: hh:mm. */
export function expectedAt({ projected, start }: Pick<AppointmentView, "projected" | "start">): string {
  return projected?.start ?? start;
}

/** Those with somebody left to see. */
export function roomsOf(day: DayView): Room[] {
  return day.columns.flatMap(({ practitioner, delay, appointments }): Room[] => {
    const standing = appointments
      .filter((known) => known.status === "confirmed")
      .sort((a, b) => expectedAt(a).localeCompare(expectedAt(b)));
    const at = (step: AppointmentView["visit"]["step"]) =>
      standing.filter((known) => known.visit.step === step);
    const room = {
      practitioner,
      delay,
      inConsultation: at("inConsultation"),
      waiting: at("waiting"),
      expected: at("expected"),
    };
    return everybodyIn(room).length > 0 ? [room] : [];
  });
}

export function everybodyIn({ inConsultation, waiting, expected }: Room): AppointmentView[] {
  return [...inConsultation, ...waiting, ...expected];
}

/** Goes on counting between two readings of the day: `readAt` and `now` are hh:mm of the practice. */
export function waitedMinutes(appointment: AppointmentView, readAt: string, now: string): number {
  const since = Math.max(0, minutesOf(now) - minutesOf(readAt));
  return (appointment.visit.waitingMinutes ?? 0) + since;
}

/** "5 patients attendent · 1 depuis plus de 20 min · 3 en consultation". */
export function roomSummary(rooms: readonly Room[], alertMinutes: number): string {
  const waiting = rooms.flatMap((room) => room.waiting);
  const tooLong = waiting.filter((known) => known.visit.waitsTooLong).length;
  const inConsultation = rooms.flatMap((room) => room.inConsultation).length;
  return [
    waiting.length === 0 ? m.waiting_summary_nobody() : m.waiting_summary_waiting({ count: waiting.length }),
    tooLong > 0 && m.waiting_summary_tooLong({ count: tooLong, limit: formatDuration(alertMinutes) }),
    inConsultation > 0 && m.waiting_summary_consultation({ count: inConsultation }),
  ]
    .filter(Boolean)
    .join(" · ");
}
