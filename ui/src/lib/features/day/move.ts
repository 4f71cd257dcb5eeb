// Moving an appointment: the form that a press in the day fills in as well.
import type { AppointmentView, RescheduleInput } from "$lib/api/bindings";
import { placeOf, type AppointmentChanges } from "$lib/features/appointments/changes";
import { requireFilled } from "$lib/features/appointments/required";
import { FormState } from "$lib/forms/FormState.svelte";

export interface Move {
  /** As it was when the move began. */
  appointment: AppointmentView;
  form: FormState<RescheduleInput, AppointmentView>;
}

export function beginMove(
  appointment: AppointmentView,
  changes: AppointmentChanges,
  onDone: (moved: AppointmentView) => void,
): Move {
  const form = new FormState<RescheduleInput, AppointmentView>({
    initial: placeOf(appointment),
    submit: async (values, opId) => {
      requireFilled(values, ["practitionerId", "date", "time"]);
      return changes.reschedule(appointment, values, opId);
    },
    onDone,
  });
  return { appointment, form };
}
