// The actions of an appointment: which are shown, which may be pressed, and in words why one may not.
import type { ActionState, AppointmentView, DayView } from "$lib/api/bindings";
import { m } from "$lib/i18n";
import { hasStarted } from "./moments";

export type AppointmentAction = "reschedule" | "cancel" | "markAbsent" | "reinstate";

/** In the order of their buttons. */
const ACTIONS: readonly AppointmentAction[] = ["reschedule", "cancel", "markAbsent", "reinstate"];

export interface OfferedAction {
  action: AppointmentAction;
  allowed: boolean;
  /** Why it may not be pressed now; "" when it may. */
  hint: string;
}

/** What makes no sense here, or is not for this role, is left out. */
export function offeredActions(
  appointment: AppointmentView,
  clock: Pick<DayView, "today" | "now">,
): OfferedAction[] {
  return ACTIONS.flatMap((action): OfferedAction[] => {
    const state = appointment.actions[action];
    if (state === "forbidden" || state === "notApplicable") return [];
    const hint = state === "allowed" ? "" : hintOf(action, state, appointment, clock);
    return [{ action, allowed: state === "allowed", hint }];
  });
}

function hintOf(
  action: AppointmentAction,
  state: ActionState,
  appointment: AppointmentView,
  clock: Pick<DayView, "today" | "now">,
): string {
  switch (action) {
    case "reschedule":
      // The lock stays shut once the appointment has started.
      return state === "started" || hasStarted(appointment, clock)
        ? m.day_hint_moveStarted()
        : m.day_hint_moveLocked();
    case "cancel":
      return m.day_hint_cancelStarted();
    case "markAbsent":
      return m.day_hint_absentNotStarted({ time: appointment.start });
    case "reinstate":
      return m.day_hint_reinstateStarted();
  }
}
