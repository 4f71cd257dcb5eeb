// The forms that change an appointment: moving it, which a press in the day fills in as well, and cancelling it.
import type { AppointmentView, RescheduleInput } from "$lib/api/bindings";
import { errorOf } from "$lib/api/call";
import { placeOf, type AppointmentChanges } from "$lib/features/appointments/changes";
import { PLACE_READINGS, requireFilled } from "$lib/forms/required";
import { FormState } from "$lib/forms/FormState.svelte";

export interface Move {
  /** As it was when the move began. */
  appointment: AppointmentView;
  form: FormState<RescheduleInput, AppointmentView>;
}

/**
 * Begins to move `appointment`. When somebody else changed it meanwhile, that is refused and shown once; the
 * next try goes from `latest()`, what the day then shows.
 */
export function beginMove(
  appointment: AppointmentView,
  latest: () => AppointmentView | null,
  changes: AppointmentChanges,
  onDone: (moved: AppointmentView) => void,
): Move {
  let from: AppointmentView | null = appointment;
  const form = new FormState<RescheduleInput, AppointmentView>({
    initial: placeOf(appointment),
    submit: async (values, opId) => {
      requireFilled(values, ["practitionerId", "date", "time"], PLACE_READINGS);
      try {
        return await changes.reschedule(from ?? latest() ?? appointment, values, opId);
      } catch (failure) {
        if (errorOf(failure, "changedByOther")) from = null;
        throw failure;
      }
    },
    onDone,
  });
  return { appointment, form };
}

export type CancelForm = FormState<{ reason: string }, AppointmentView>;

/** `latest()` is the appointment as the panel shows it. */
export function beginCancel(
  latest: () => AppointmentView,
  changes: AppointmentChanges,
  onDone: () => void,
): CancelForm {
  return new FormState<{ reason: string }, AppointmentView>({
    initial: { reason: "" },
    submit: async ({ reason }, opId) => {
      requireFilled({ reason }, ["reason"]);
      return changes.cancel(latest(), reason, opId);
    },
    onDone,
  });
}
