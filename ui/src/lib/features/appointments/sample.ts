// For tests: a day and its appointments with valid defaults.
import type { AppointmentView, DayColumn, DayView, PractitionerView, VisitProgress } from "$lib/api/bindings";
import { minutesOf, timeFromMinutes } from "$lib/dates";

export const house: PractitionerView = {
  id: "house",
  name: "Dr. House",
  speciality: "Diagnostic",
  color: "#0f766e",
  active: true,
  hours: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: "08:00", end: "19:00" })),
  usualHours: true,
};
export const wilson: PractitionerView = {
  ...house,
  id: "wilson",
  name: "Dr Wilson",
  speciality: "Oncologie",
};

/** Nothing noted yet. */
export const expected: VisitProgress = {
  step: "expected",
  arrivedAt: null,
  calledInAt: null,
  finishedAt: null,
  waitingMinutes: null,
  waitsTooLong: false,
};

/** "10:30-11:00" with Dr. House, confirmed, changeable. */
export function appointment(range: string, fields: Partial<AppointmentView> = {}): AppointmentView {
  const [start = "", end = ""] = range.split("-");
  return {
    id: range,
    v: 1,
    patientId: `patient ${range}`,
    patientName: "DUPONT Jean",
    patientPhone: "0601020304",
    practitionerId: house.id,
    practitionerName: house.name,
    date: "2026-11-23",
    start,
    end,
    durationMinutes: (minutesOf(end) || 24 * 60) - minutesOf(start),
    reason: "Vaccin",
    reasonState: "open",
    status: "confirmed",
    cancellation: null,
    visit: expected,
    projected: null,
    outsideHours: false,
    doubleBooked: false,
    actions: {
      reschedule: "allowed",
      cancel: "allowed",
      markAbsent: "notStarted",
      reinstate: "notApplicable",
      arrive: "allowed",
      callIn: "allowed",
      finish: "notApplicable",
      takeBack: "notApplicable",
      emergencyCancel: "allowed",
    },
    ...fields,
  };
}

export function column(appointments: AppointmentView[], practitioner = house): DayColumn {
  return {
    practitioner,
    appointments,
    openings: [{ start: "08:00", end: "19:00" }],
    absences: [],
    delay: null,
    nextId: null,
  };
}

/** Monday 23 November 2026 at 10:42, unless told. */
export function dayOf(columns: DayColumn[], fields: Partial<DayView> = {}): DayView {
  return {
    date: "2026-11-23",
    today: "2026-11-23",
    now: "10:42",
    opensAt: "08:00",
    closesAt: "19:00",
    columns,
    ...fields,
  };
}

/** "10:30–11:00" of a span, to compare in words. */
export function written({ start, end }: { start: number; end: number }): string {
  return `${timeFromMinutes(start)}–${timeFromMinutes(end)}`;
}
