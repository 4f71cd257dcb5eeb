// The words for a visit on the tablet.
import type { AppointmentView, Overflow, VisitStep } from "$lib/api/bindings";
import { statusName } from "$lib/features/appointments/words";
import { formatDuration } from "$lib/format";
import { m } from "$lib/i18n";

const overflowTexts: Record<Overflow, () => string> = {
  break: m.myday_overflow_break,
  closing: m.myday_overflow_closing,
  midnight: m.myday_overflow_midnight,
};

export function overflowWords(overflow: Overflow): string {
  return overflowTexts[overflow]();
}

/** "Attend depuis 12 min"; "" for who does not wait. */
export function waitingWords({ visit }: Pick<AppointmentView, "visit">): string {
  if (visit.waitingMinutes === null) return "";
  return m.myday_waits({ duration: formatDuration(visit.waitingMinutes) });
}

/** What became of a past appointment: "Terminé à 10:19", "Absent". */
export function outcomeWords({ status, visit }: AppointmentView): string {
  return visit.finishedAt === null ? statusName(status) : m.myday_past_finished({ time: visit.finishedAt });
}

const takeBackTexts: Record<Exclude<VisitStep, "expected">, () => string> = {
  waiting: m.myday_action_takeBack_waiting,
  inConsultation: m.myday_action_takeBack_inConsultation,
  finished: m.myday_action_takeBack_finished,
};

/** What taking back the last step of a visit means: "Annuler l'appel". */
export function takeBackWords(step: VisitStep): string {
  return step === "expected" ? "" : takeBackTexts[step]();
}
