// The form of an emergency, and what it covers.
import type { QueryClient } from "@tanstack/svelte-query";
import {
  commands,
  type AppointmentView,
  type EmergencyOutcome,
  type EmergencyScope,
  type PractitionerView,
} from "$lib/api/bindings";
import { dateParts, minutesOf } from "$lib/dates";
import { PERIOD_READINGS, requireFilled } from "$lib/forms/required";
import { sendChange } from "$lib/features/appointments/sendChange";
import { FormState } from "$lib/forms/FormState.svelte";

export interface EmergencyValues {
  kind: EmergencyScope["kind"];
  /** yyyy-mm-dd; of a range. */
  startDate: string;
  /** hh:mm, or empty for the beginning of the day. */
  startTime: string;
  endDate: string;
  /** hh:mm, or empty for the end of the day. */
  endTime: string;
  reason: string;
}

export type EmergencyForm = FormState<EmergencyValues, EmergencyOutcome>;

/** Whom it is about, on which day, and the appointment it was asked for, if any. */
export interface EmergencySubject {
  practitioner: Pick<PractitionerView, "id" | "name">;
  /** yyyy-mm-dd */
  date: string;
  appointment: AppointmentView | null;
}

export function beginEmergency(
  subject: EmergencySubject,
  client: QueryClient,
  onDone: (outcome: EmergencyOutcome) => void,
): EmergencyForm {
  const { practitioner, date, appointment } = subject;
  return new FormState<EmergencyValues, EmergencyOutcome>({
    initial: {
      kind: appointment ? "appointment" : "restOfDay",
      startDate: date,
      startTime: "",
      endDate: date,
      endTime: "",
      reason: "",
    },
    submit: async (values, opId) => {
      if (values.kind === "range") {
        requireFilled(values, ["startDate", "endDate", "reason"], PERIOD_READINGS);
      } else requireFilled(values, ["reason"]);
      const { reason } = values;
      const input = { practitionerId: practitioner.id, scope: scopeOf(values, subject), reason };
      return sendChange(client, () => commands.emergencyCancel(input, opId));
    },
    onDone,
  });
}

export function scopeOf(values: EmergencyValues, { date, appointment }: EmergencySubject): EmergencyScope {
  if (values.kind === "appointment" && appointment) return { kind: "appointment", id: appointment.id };
  if (values.kind !== "range") return { kind: "restOfDay", date };
  const { startDate, startTime, endDate, endTime } = values;
  return { kind: "range", startDate, startTime, endDate, endTime };
}

/** Whether the scope can be read, so that its appointments can be asked for. */
export function isReadable(scope: EmergencyScope): boolean {
  if (scope.kind !== "range") return true;
  const areTimes = [scope.startTime, scope.endTime].every(
    (time) => time === "" || !Number.isNaN(minutesOf(time)),
  );
  return areTimes && dateParts(scope.startDate) !== null && dateParts(scope.endDate) !== null;
}
