// Mock: appointments and days as screens get them, with what may be done now, the steps of visits and the delay.
import { addDays, daysBetween, minutesOf } from "../../dates";
import type {
  ActionState,
  AppointmentActions,
  AppointmentView,
  DayColumn,
  DayView,
  PractitionerView,
  VisitProgress,
  VisitStep,
} from "../bindings";
import { appointments, type Stored } from "./appointmentStore";
import { delayOf, projectedTimes, seedDelay, type DelayedDay } from "./delays";
import { absencesOn, openingsOn, outsideHours } from "./practiceDay";
import { practitioners } from "./practitioners";
import { read } from "./sealed";
import { settings } from "./settings";
import { CLOSES_AT, NOW, OPENS_AT, situation, TODAY } from "./support";

const nguyen = practitioners[3];
if (nguyen) {
  seedDelay({
    practitionerId: nguyen.id,
    date: TODAY,
    from: "10:25",
    minutes: 25,
    by: "claire",
    at: "10:31",
  });
}

/** Minutes until the start; negative once it has started. */
export function minutesUntil(appointment: Pick<Stored, "date" | "start">): number {
  return daysBetween(TODAY, appointment.date) * 1440 + minutesOf(appointment.start) - minutesOf(NOW);
}

/** A manager reads, a doctor changes their own (as the sessions of the mock have it). */
function mayChange(appointment: Stored): boolean {
  const role = situation("as");
  return role === "doctor" ? appointment.practitionerId === practitioners[0]?.id : role !== "manager";
}

export function visitStep(appointment: Stored): VisitStep {
  if (appointment.finishedAt) return "finished";
  if (appointment.calledInAt) return "inConsultation";
  return appointment.arrivedAt ? "waiting" : "expected";
}

/** What may be done with an appointment now. */
export function actionsOf(appointment: Stored): AppointmentActions {
  const wait = minutesUntil(appointment);
  const step = visitStep(appointment);
  const isSeen = step === "inConsultation" || step === "finished";
  const stands = appointment.status === "confirmed";
  const isTooLate = wait <= 0 && appointment.status !== "absent";
  const today: ActionState = appointment.date === TODAY ? "allowed" : "notToday";
  const when = (applies: boolean, state: ActionState): ActionState => {
    if (!applies) return "notApplicable";
    return mayChange(appointment) ? state : "forbidden";
  };
  return {
    reschedule: when(stands, isSeen ? "started" : wait < 30 ? "locked" : "allowed"),
    cancel: when(stands, isSeen || wait <= 0 ? "started" : "allowed"),
    markAbsent: when(stands && step === "expected", wait > 0 ? "notStarted" : "allowed"),
    reinstate: when(!stands, isTooLate ? "started" : "allowed"),
    arrive: when(stands && step === "expected", today),
    callIn: when(stands && !isSeen, today),
    finish: when(stands && step === "inConsultation", today),
    takeBack: when(stands && step !== "expected", today),
    emergencyCancel: when(stands, isSeen ? "started" : "allowed"),
  };
}

function visitOf(appointment: Stored): VisitProgress {
  const step = visitStep(appointment);
  const waitingMinutes =
    step === "waiting" && appointment.arrivedAt ? minutesOf(NOW) - minutesOf(appointment.arrivedAt) : null;
  return {
    step,
    arrivedAt: appointment.arrivedAt ?? null,
    calledInAt: appointment.calledInAt ?? null,
    finishedAt: appointment.finishedAt ?? null,
    waitingMinutes,
    waitsTooLong: (waitingMinutes ?? 0) > settings.waitingAlertMinutes,
  };
}

export function practitionerName(id: string): string {
  return practitioners.find((known) => known.id === id)?.name ?? "";
}

/** One practitioner's day, earliest first. */
function rowsOf(practitionerId: string, date: string): Stored[] {
  return appointments
    .filter((known) => known.practitionerId === practitionerId && known.date === date)
    .sort((a, b) => a.start.localeCompare(b.start));
}

function projectionOf(practitionerId: string, date: string) {
  const practitioner = practitioners.find((known) => known.id === practitionerId);
  const openings = practitioner ? openingsOn(practitioner, date) : [];
  const rows = rowsOf(practitionerId, date).map((row) => ({
    ...row,
    hasStarted: row.calledInAt !== undefined,
  }));
  return projectedTimes(rows, delayOf(practitionerId, date), openings);
}

export function view(
  appointment: Stored,
  projected = projectionOf(appointment.practitionerId, appointment.date),
): AppointmentView {
  const reason = read("administrative", appointment.reason, appointment.reasonState);
  const { arrivedAt: _a, calledInAt: _c, finishedAt: _f, ...kept } = appointment;
  return {
    ...kept,
    reason: reason.text,
    reasonState: reason.state,
    practitionerName: practitionerName(appointment.practitionerId),
    visit: visitOf(appointment),
    projected: projected.get(appointment.id) ?? null,
    outsideHours: outsideHours(appointment.practitionerId, appointment) !== null,
    doubleBooked: false,
    actions: actionsOf(appointment),
  };
}

function columnOf(practitioner: PractitionerView, date: string): DayColumn {
  const rows = rowsOf(practitioner.id, date);
  const projected = projectionOf(practitioner.id, date);
  const next = rows.find(
    (row) => date === TODAY && row.status === "confirmed" && !row.calledInAt && minutesUntil(row) > 0,
  );
  return {
    practitioner,
    appointments: rows.map((row) => view(row, projected)),
    openings: openingsOn(practitioner, date),
    absences: absencesOn(practitioner.id, date),
    delay: delayOf(practitioner.id, date),
    nextId: next?.id ?? null,
  };
}

export function day(date: string, practitionerId: string | null): DayView {
  const columns = practitioners
    .filter((known) => known.active || rowsOf(known.id, date).length > 0)
    .filter((known) => practitionerId === null || known.id === practitionerId)
    .map((practitioner) => columnOf(practitioner, date));
  return { date, today: TODAY, now: NOW, opensAt: OPENS_AT, closesAt: CLOSES_AT, columns };
}

/** The days from one date to another, both included. */
export function range(from: string, to: string, practitionerId: string | null): DayView[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, ahead) =>
    day(addDays(from, ahead), practitionerId),
  );
}

/** A practitioner's day, as a delay finds it. */
export function practitionerDay(practitionerId: string, date: string): DelayedDay {
  const [column] = day(date, practitionerId).columns;
  return { appointments: column?.appointments ?? [], openings: column?.openings ?? [] };
}
