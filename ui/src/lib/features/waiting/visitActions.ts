// What one press does with a visit: its steps, and noting an absence; in words and by key.
import type { AppointmentView, VisitStep } from "$lib/api/bindings";
import { patientNameOf } from "$lib/features/appointments/words";
import { takeBackLabel } from "$lib/features/day/actionHints";
import { STEP_KEYS } from "$lib/features/day/stepKeys";
import { m } from "$lib/i18n";

/** In the order of the buttons. */
const VISIT_ACTIONS = ["arrive", "callIn", "finish", "markAbsent", "takeBack"] as const;

export type VisitAction = (typeof VISIT_ACTIONS)[number];

/** One key each; taking back has none: it is pressed on purpose. */
export const VISIT_KEYS = { ...STEP_KEYS, markAbsent: "x" } as const;

export type KeyedAction = keyof typeof VISIT_KEYS;

/** For the list of shortcuts. */
export const visitShortcutNames: Record<KeyedAction, () => string> = {
  arrive: m.day_action_arrive_tip,
  callIn: m.day_action_callIn_tip,
  finish: m.day_action_finish_tip,
  markAbsent: m.waiting_shortcut_markAbsent,
};

const names: Record<KeyedAction, () => string> = {
  arrive: m.day_action_arrive,
  callIn: m.day_action_callIn,
  finish: m.day_action_finish,
  markAbsent: m.day_action_absent,
};

/** On the button; taking back names the step that is taken back. */
export function visitActionName(action: VisitAction, step: VisitStep): string {
  return action === "takeBack" ? takeBackLabel(step) : names[action]();
}

/** Read aloud: names the patient, as many buttons look alike. */
export function visitActionLabel(action: VisitAction, appointment: AppointmentView): string {
  return m.waiting_action_label({
    action: visitActionName(action, appointment.visit.step),
    patient: patientNameOf(appointment),
  });
}

/** What a press would do now; the rest is left out, so that a row shows one or two buttons. */
export function allowedVisitActions(appointment: AppointmentView): VisitAction[] {
  return VISIT_ACTIONS.filter((action) => appointment.actions[action] === "allowed");
}
