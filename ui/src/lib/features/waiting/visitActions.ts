// The steps of a visit as actions of a row: which may be pressed now, their words and their keys.
import type { AppointmentView, VisitStep } from "$lib/api/bindings";
import { patientNameOf } from "$lib/features/appointments/words";
import { m } from "$lib/i18n";

export type VisitAction = "arrive" | "callIn" | "finish" | "markAbsent" | "takeBack";

/** In the order of their buttons. */
export const VISIT_ACTIONS: readonly VisitAction[] = ["arrive", "callIn", "finish", "markAbsent", "takeBack"];

/** One key each, on the selected row. */
export const VISIT_KEYS: Record<VisitAction, string> = {
  arrive: "a",
  callIn: "c",
  finish: "t",
  markAbsent: "x",
  takeBack: "z",
};

export const visitShortcutNames: Record<VisitAction, () => string> = {
  arrive: m.waiting_shortcut_arrive,
  callIn: m.waiting_shortcut_callIn,
  finish: m.waiting_shortcut_finish,
  markAbsent: m.waiting_shortcut_markAbsent,
  takeBack: m.waiting_shortcut_takeBack,
};

/** What a press would do now; the rest is left out, so that a row shows one or two buttons. */
export function allowedVisitActions(appointment: AppointmentView): VisitAction[] {
  return VISIT_ACTIONS.filter((action) => appointment.actions[action] === "allowed");
}

/** On the button. */
export function visitActionName(action: VisitAction, step: VisitStep): string {
  const names: Record<Exclude<VisitAction, "takeBack">, () => string> = {
    arrive: m.waiting_action_arrive,
    callIn: m.waiting_action_callIn,
    finish: m.waiting_action_finish,
    markAbsent: m.waiting_action_markAbsent,
  };
  return action === "takeBack" ? takeBackName(step) : names[action]();
}

/** Read aloud: names the patient, as many buttons look alike. */
export function visitActionLabel(action: VisitAction, appointment: AppointmentView): string {
  return m.waiting_action_label({
    action: visitActionName(action, appointment.visit.step),
    patient: patientNameOf(appointment),
  });
}

function takeBackName(step: VisitStep): string {
  if (step === "finished") return m.waiting_action_takeBack_finished();
  if (step === "inConsultation") return m.waiting_action_takeBack_inConsultation();
  return m.waiting_action_takeBack_waiting();
}
