// The actions of an appointment: which are shown, which may be pressed, and in words why one may not.
import type { ActionState, AppointmentView, DayView, VisitStep } from "$lib/api/bindings";
import { m } from "$lib/i18n";
import { hasStarted } from "./moments";

/** The steps of a visit, in the order of their buttons. */
const VISIT_ACTIONS = ["arrive", "callIn", "finish", "takeBack"] as const;
/** What changes the appointment itself, in the order of the buttons. */
const CHANGE_ACTIONS = ["reschedule", "cancel", "markAbsent", "reinstate"] as const;

export type VisitAction = (typeof VISIT_ACTIONS)[number];
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];
export type AppointmentAction = VisitAction | ChangeAction;

type Clock = Pick<DayView, "today" | "now">;

export interface OfferedAction<Action extends AppointmentAction = AppointmentAction> {
  action: Action;
  label: string;
  allowed: boolean;
  /** Why it may not be pressed now; "" when it may. */
  hint: string;
}

/** What makes no sense here, or is not for this role, is left out. */
export function offeredChanges(appointment: AppointmentView, clock: Clock): OfferedAction<ChangeAction>[] {
  return CHANGE_ACTIONS.flatMap((action) => {
    const state = appointment.actions[action];
    if (state === "forbidden" || state === "notApplicable") return [];
    const hint = state === "allowed" ? "" : hintOf(action, state, appointment, clock);
    return [{ action, label: changeLabels[action](), allowed: state === "allowed", hint }];
  });
}

/** Steps are noted on the day itself: on other days none is shown. */
export function offeredSteps(appointment: AppointmentView): OfferedAction<VisitAction>[] {
  return VISIT_ACTIONS.filter((action) => appointment.actions[action] === "allowed").map((action) => ({
    action,
    label: action === "takeBack" ? takeBackLabel(appointment.visit.step) : stepLabels[action](),
    allowed: true,
    hint: "",
  }));
}

const changeLabels: Record<ChangeAction, () => string> = {
  reschedule: m.day_action_move,
  cancel: m.day_action_cancel,
  markAbsent: m.day_action_absent,
  reinstate: m.day_action_reinstate,
};

const stepLabels: Record<Exclude<VisitAction, "takeBack">, () => string> = {
  arrive: m.day_action_arrive,
  callIn: m.day_action_callIn,
  finish: m.day_action_finish,
};

/** Names the step that is taken back, wherever there is a button for it. */
export function takeBackLabel(step: VisitStep): string {
  if (step === "finished") return m.day_action_takeBackFinish();
  return step === "inConsultation" ? m.day_action_takeBackCall() : m.day_action_takeBackArrival();
}

/** Why an appointment cannot be moved, where somebody tries all the same; "" when it can. */
export function moveHint(appointment: AppointmentView, clock: Clock): string {
  const state = appointment.actions.reschedule;
  if (state === "allowed") return "";
  if (state === "forbidden") return m.day_hint_moveForbidden();
  if (state === "notApplicable") return m.day_hint_moveNotApplicable();
  return hintOf("reschedule", state, appointment, clock);
}

function hintOf(
  action: ChangeAction,
  state: ActionState,
  appointment: AppointmentView,
  clock: Clock,
): string {
  switch (action) {
    case "reschedule":
      return lockHint(state, appointment, clock);
    case "cancel":
      return cancelHint(appointment);
    case "markAbsent":
      return m.day_hint_absentNotStarted({ time: appointment.start });
    case "reinstate":
      return m.day_hint_reinstateStarted();
  }
}

/** The lock stays shut once the appointment has started; a patient who was called in shuts it as well. */
function lockHint(state: ActionState, appointment: AppointmentView, clock: Clock): string {
  if (appointment.visit.step === "inConsultation" || appointment.visit.step === "finished") {
    return m.day_hint_moveSeen();
  }
  const isOver = state === "started" || hasStarted(appointment, clock);
  return isOver ? m.day_hint_moveStarted() : m.day_hint_moveLocked();
}

/** Whoever is here is not absent. */
function cancelHint({ visit }: AppointmentView): string {
  if (visit.step === "expected") return m.day_hint_cancelStarted();
  return visit.step === "waiting" ? m.day_hint_cancelWaiting() : m.day_hint_cancelSeen();
}
