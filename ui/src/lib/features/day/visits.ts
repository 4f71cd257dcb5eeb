// How far a visit is, as it looks and reads wherever an appointment is shown.
import Armchair from "@lucide/svelte/icons/armchair";
import CheckCheck from "@lucide/svelte/icons/check-check";
import DoorOpen from "@lucide/svelte/icons/door-open";
import type { AppointmentView, Overflow, ProjectedView, VisitProgress, VisitStep } from "$lib/api/bindings";
import type { BadgeTone } from "$lib/components/Badge.svelte";
import { formatDuration, formatTimeRange } from "$lib/format";
import { m } from "$lib/i18n";

interface StepLook {
  /** Background and text of a block. */
  fill: string;
  ink: string;
  tone: BadgeTone;
  Icon: typeof Armchair;
}

const looks: Record<Exclude<VisitStep, "expected">, StepLook> = {
  waiting: { fill: "bg-arrived-soft", ink: "text-arrived-ink", tone: "arrived", Icon: Armchair },
  inConsultation: {
    fill: "bg-consultation-soft",
    ink: "text-consultation-ink",
    tone: "consultation",
    Icon: DoorOpen,
  },
  finished: { fill: "bg-hover", ink: "text-ink-muted", tone: "neutral", Icon: CheckCheck },
};

/** `null` while nothing was noted, or where the visit does not take place: then the status speaks. */
export function visitLook(appointment: Pick<AppointmentView, "status" | "visit">): StepLook | null {
  const { step } = appointment.visit;
  return appointment.status === "confirmed" && step !== "expected" ? looks[step] : null;
}

/** "Arrivé à 10:15, attend depuis 27 min"; "" while nothing was noted. */
export function visitText(visit: VisitProgress): string {
  switch (visit.step) {
    case "expected":
      return "";
    case "waiting":
      return m.day_visit_waiting({
        time: visit.arrivedAt ?? "",
        duration: formatDuration(visit.waitingMinutes ?? 0),
      });
    case "inConsultation":
      return m.day_visit_inConsultation({ time: visit.calledInAt ?? "" });
    case "finished":
      return m.day_visit_finished({ time: visit.finishedAt ?? "" });
  }
}

/** The same in a few letters, for a block: "Arrivé 10:15 · 27 min". */
export function visitShort(visit: VisitProgress): string {
  switch (visit.step) {
    case "expected":
      return "";
    case "waiting":
      return m.day_visit_waiting_short({
        time: visit.arrivedAt ?? "",
        duration: formatDuration(visit.waitingMinutes ?? 0),
      });
    case "inConsultation":
      return m.day_visit_inConsultation_short({ time: visit.calledInAt ?? "" });
    case "finished":
      return m.day_visit_finished_short({ time: visit.finishedAt ?? "" });
  }
}

const overflowTexts: Record<Overflow, () => string> = {
  break: m.day_overflow_break,
  closing: m.day_overflow_closing,
  midnight: m.day_overflow_midnight,
};

/** What a delayed appointment runs into. */
export function overflowText(overflow: Overflow): string {
  return overflowTexts[overflow]();
}

/** "Estimé 10:45–11:05, déborde sur la pause", in words for one line. */
export function projectedText({ start, end, overflow }: ProjectedView): string {
  const range = m.day_projected({ range: formatTimeRange(start, end) });
  return overflow ? `${range}, ${overflowText(overflow)}` : range;
}
