// The appointment that replaces a cancelled one: as proposed, or as the form for another time begins.
import type { AppointmentView, CallbackView, RescheduleInput, SlotView } from "$lib/api/bindings";
import { shownReason } from "$lib/features/appointments/changes";
import { PLACE_READINGS, requireFilled } from "$lib/forms/required";
import { FormState } from "$lib/forms/FormState.svelte";
import type { CallbackChanges } from "./changes";

export type RebookForm = FormState<RescheduleInput, AppointmentView>;

/** As long and for the same reason as the cancelled one; one that is not shown here is taken over all the same. */
export function inputFor(cancelled: AppointmentView, slot: SlotView): RescheduleInput {
  return {
    practitionerId: slot.practitionerId,
    date: slot.date,
    time: slot.start,
    durationMinutes: cancelled.durationMinutes,
    reason: shownReason(cancelled),
    acceptOutsideHours: false,
  };
}

/** Begins on the first day that is proposed, with the same practitioner; the time is to be chosen. */
export function beginRebooking(
  { appointment, proposals }: CallbackView,
  today: string,
  changes: CallbackChanges,
  onDone: () => void,
): RebookForm {
  const date = proposals[0]?.date ?? (appointment.date > today ? appointment.date : today);
  const { practitionerId } = appointment;
  return new FormState<RescheduleInput, AppointmentView>({
    initial: inputFor(appointment, { practitionerId, date, start: "", end: "" }),
    submit: async (values, opId) => {
      requireFilled(values, ["practitionerId", "date", "time"], PLACE_READINGS);
      return changes.rebook(appointment, values, opId);
    },
    onDone,
  });
}
