// The words for appointments, wherever one is named.
import type { AppointmentStatus, AppointmentView } from "$lib/api/bindings";
import { formatDayMonth } from "$lib/format";
import { m } from "$lib/i18n";

const statusNames: Record<AppointmentStatus, () => string> = {
  confirmed: m.common_status_confirmed,
  absent: m.common_status_absent,
  cancelled: m.common_status_cancelled,
  cancelledByDoctor: m.common_status_cancelledByDoctor,
};

export function statusName(status: AppointmentStatus): string {
  return statusNames[status]();
}

/** The name is empty when the file is gone. */
export function patientNameOf(appointment: Pick<AppointmentView, "patientName">): string {
  return appointment.patientName || m.day_unknownPatient();
}

/** Who and when, for messages. */
export function whoAndWhen(appointment: AppointmentView) {
  return {
    patient: patientNameOf(appointment),
    date: formatDayMonth(appointment.date),
    time: appointment.start,
    practitioner: appointment.practitionerName,
  };
}
