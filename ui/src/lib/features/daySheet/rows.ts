// The rows of a day sheet: what is printed of each appointment.
import type { AppointmentView, PatientHit } from "$lib/api/bindings";
import { patientNameOf, statusName } from "$lib/features/appointments/words";
import { sealedWords } from "$lib/features/keys/words";
import { formatDateNumeric, formatDuration, formatPhone } from "$lib/format";
import { m } from "$lib/i18n";

export interface SheetRow {
  id: string;
  /** As it now stands with the delay: 10:45. */
  time: string;
  /** "prévu 10:30", where that differs. */
  planned: string;
  duration: string;
  patient: string;
  phone: string;
  birthDate: string;
  reason: string;
  /** Empty while confirmed, which goes without saying. */
  status: string;
  /** Does not take place. */
  isOff: boolean;
  /** Struck through. */
  isCancelled: boolean;
}

/** Earliest first. `patients` are those whose birth date may be read. */
export function sheetRows(
  appointments: readonly AppointmentView[],
  patients: ReadonlyMap<string, PatientHit>,
): SheetRow[] {
  return appointments.map((known) => {
    const birthDate = patients.get(known.patientId)?.birthDate;
    const time = known.projected?.start ?? known.start;
    return {
      id: known.id,
      time,
      planned: time === known.start ? "" : m.sheet_late({ time: known.start }),
      duration: formatDuration(known.durationMinutes),
      patient: patientNameOf(known),
      phone: known.patientPhone ? formatPhone(known.patientPhone) : "",
      birthDate: birthDate ? formatDateNumeric(birthDate) : "",
      reason: sealedWords(known.reason, known.reasonState),
      status: known.status === "confirmed" ? "" : statusName(known.status),
      isOff: known.status !== "confirmed",
      isCancelled: known.status === "cancelled" || known.status === "cancelledByDoctor",
    };
  });
}
