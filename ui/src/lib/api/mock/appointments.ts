// Mock: appointments, with the overlap rule, the nearest free slots and the 30-minute lock.
// `?practitioners=8` makes a larger practice, `?practitioners=0` one without practitioners.
import { addDays, daysBetween, minutesOf, timeFromMinutes } from "../../dates";
import { formatPerson } from "../../format";
import { parseDate, parseTime } from "../../parse";
import type {
  ActionState,
  AppointmentActions,
  AppointmentStatus,
  AppointmentView,
  BookingInput,
  DayView,
  RescheduleInput,
  SlotView,
  VisitProgress,
  VisitStep,
} from "../bindings";
import { patients } from "./patients";
import { practitioners, usual } from "./practitioners";
import {
  CLOSES_AT,
  found,
  issue,
  newId,
  NOW,
  OPENS_AT,
  refuse,
  refuseIssues,
  TODAY,
  WAITING_ALERT_MINUTES,
  type Handlers,
} from "./support";

type Stored = Omit<
  AppointmentView,
  "actions" | "practitionerName" | "visit" | "projected" | "outsideHours"
> & { arrivedAt?: string; calledInAt?: string; finishedAt?: string };

const appointments: Stored[] = [];

function situation(name: string): string | null {
  return new URLSearchParams(window.location.search).get(name);
}

const MORE_PRACTITIONERS = [
  ["Dr. House", "Diagnostic", "#0369a1"],
  ["Dr Mathilde de La Rochefoucauld", "Gynécologie", "#a16207"],
  ["Dr Yanis Haddad", "Ophtalmologie", "#4d7c0f"],
  ["Dr Solène Le Bihan", "Rhumatologie", "#9f1239"],
] as const;

if (situation("practitioners") === "8") {
  for (const [name, speciality, color] of MORE_PRACTITIONERS) {
    practitioners.push({ id: newId(), name, speciality, color, active: true, ...usual });
  }
}
if (situation("practitioners") === "0") practitioners.forEach((known) => (known.active = false));

const REASONS = [
  "Consultation de suivi",
  "Renouvellement d’ordonnance",
  "Vaccin",
  "Douleurs lombaires",
  "Bilan annuel",
];

function statusAt(practitioner: number, slot: number): AppointmentStatus {
  if (practitioner === 0 && slot === 1) return "absent";
  if (practitioner === 1 && slot === 4) return "cancelled";
  if (practitioner === 2 && slot === 5) return "cancelledByDoctor";
  return "confirmed";
}

/** Days around today get the same pattern, shifted so that they differ; nobody works at the weekend. */
function fillDay(date: string): void {
  const shift = daysBetween(TODAY, date);
  const working = practitioners.filter((known) => known.active);
  working.forEach((practitioner, column) => {
    let start = minutesOf("08:30") + (column % 4) * 10;
    for (let slot = 0; slot < 10 && start < minutesOf("18:00"); slot += 1) {
      const durationMinutes = [15, 20, 30, 45][(slot + column + shift + 28) % 4] ?? 30;
      const patient = patients[(slot * 4 + column + shift * 7 + 280) % patients.length];
      if (!patient) return;
      const status = statusAt(column, slot);
      appointments.push({
        id: newId(),
        v: 1,
        patientId: patient.id,
        patientName: formatPerson(patient),
        patientPhone: patient.phone,
        practitionerId: practitioner.id,
        date,
        start: timeFromMinutes(start),
        end: timeFromMinutes(start + durationMinutes),
        durationMinutes,
        reason: REASONS[(slot + column) % REASONS.length] ?? null,
        status,
        cancellation: status.startsWith("cancelled")
          ? { by: "claire", at: `${TODAY}T08:15`, reason: "Appel du patient" }
          : null,
      });
      start += durationMinutes + [0, 15, 5, 40][(slot * 3 + column) % 4]!;
    }
  });
}

for (const offset of [-3, 0, 1, 2, 3, 4]) fillDay(addDays(TODAY, offset));

/** Minutes until the start; negative once it has started. */
function minutesUntil(appointment: Pick<Stored, "date" | "start">): number {
  return daysBetween(TODAY, appointment.date) * 1440 + minutesOf(appointment.start) - minutesOf(NOW);
}

/** A manager reads, a doctor changes their own (as the sessions of the mock have it). */
function mayChange(appointment: Stored): boolean {
  const role = situation("as");
  return role === "doctor" ? appointment.practitionerId === practitioners[0]?.id : role !== "manager";
}

function actionsOf(appointment: Stored): AppointmentActions {
  const wait = minutesUntil(appointment);
  const ifMay = (state: ActionState): ActionState => (mayChange(appointment) ? state : "forbidden");
  if (appointment.status !== "confirmed") {
    const isTooLate = wait <= 0 && appointment.status !== "absent";
    return {
      reschedule: "notApplicable",
      cancel: "notApplicable",
      markAbsent: "notApplicable",
      reinstate: ifMay(isTooLate ? "started" : "allowed"),
      ...visitActions(appointment, ifMay),
    };
  }
  return {
    reschedule: ifMay(wait < 30 ? "locked" : "allowed"),
    cancel: ifMay(wait <= 0 ? "started" : "allowed"),
    markAbsent: ifMay(wait > 0 ? "notStarted" : "allowed"),
    reinstate: "notApplicable",
    ...visitActions(appointment, ifMay),
  };
}

function visitStep(appointment: Stored): VisitStep {
  if (appointment.finishedAt) return "finished";
  if (appointment.calledInAt) return "inConsultation";
  return appointment.arrivedAt ? "waiting" : "expected";
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
    waitsTooLong: (waitingMinutes ?? 0) > WAITING_ALERT_MINUTES,
  };
}

function visitActions(
  appointment: Stored,
  ifMay: (state: ActionState) => ActionState,
): Pick<AppointmentActions, "arrive" | "callIn" | "finish" | "takeBack" | "emergencyCancel"> {
  const step = visitStep(appointment);
  const stands = appointment.status === "confirmed";
  const when = (applies: boolean, state: ActionState = "allowed") =>
    stands && applies ? ifMay(state) : "notApplicable";
  const today: ActionState = appointment.date === TODAY ? "allowed" : "notToday";
  return {
    arrive: when(step === "expected", today),
    callIn: when(step === "expected" || step === "waiting", today),
    finish: when(step === "inConsultation"),
    takeBack: when(step !== "expected"),
    emergencyCancel: when(step === "expected" || step === "waiting"),
  };
}

function practitionerName(id: string): string {
  return practitioners.find((known) => known.id === id)?.name ?? "";
}

function view(appointment: Stored): AppointmentView {
  return {
    ...appointment,
    reason: situation("as") === "manager" ? null : appointment.reason,
    practitionerName: practitionerName(appointment.practitionerId),
    visit: visitOf(appointment),
    projected: null,
    outsideHours: false,
    actions: actionsOf(appointment),
  };
}

function overlapping(wanted: SlotView, patientId: string, exceptId: string | null): Stored[] {
  return appointments.filter(
    (known) =>
      known.id !== exceptId &&
      known.status === "confirmed" &&
      known.date === wanted.date &&
      (known.practitionerId === wanted.practitionerId || known.patientId === patientId) &&
      wanted.start < known.end &&
      wanted.end > known.start,
  );
}

/** Clear of each other, on the day asked for and then on the days after it. */
function nearestFree(wanted: SlotView, patientId: string, exceptId: string | null): SlotView[] {
  const asked = minutesOf(wanted.start);
  const duration = minutesOf(wanted.end) - asked;
  const offered: SlotView[] = [];
  for (let ahead = 0; ahead <= 14 && offered.length < 3; ahead += 1) {
    const date = addDays(wanted.date, ahead);
    const free: SlotView[] = [];
    for (let start = minutesOf(OPENS_AT); start + duration <= minutesOf(CLOSES_AT); start += 5) {
      const slot = { ...wanted, date, start: timeFromMinutes(start), end: timeFromMinutes(start + duration) };
      if (minutesUntil(slot) >= 0 && overlapping(slot, patientId, exceptId).length === 0) free.push(slot);
    }
    const distance = (slot: SlotView) => Math.abs(minutesOf(slot.start) - asked);
    for (const slot of free.sort((a, b) => distance(a) - distance(b))) {
      const isClear = offered.every(
        (taken) => taken.date !== slot.date || slot.start >= taken.end || slot.end <= taken.start,
      );
      if (offered.length < 3 && isClear) offered.push(slot);
    }
  }
  return offered;
}

/** Refuses with what stands in the way, as far as anything does. */
function guardFree(slot: SlotView, patientId: string, exceptId: string | null): void {
  const blocking = overlapping(slot, patientId, exceptId);
  if (blocking.length === 0) return;
  refuse({
    code: "slotTaken",
    blocking: blocking.map((known) => ({
      practitionerName: practitionerName(known.practitionerId),
      patientName: known.patientName,
      date: known.date,
      start: known.start,
      end: known.end,
      samePatient: known.patientId === patientId,
    })),
    nearest: nearestFree(slot, patientId, exceptId),
  });
}

/** The slot asked for, after the rules on its fields and the overlap guard. */
function guardedSlot(input: RescheduleInput, patientId: string, exceptId: string | null): SlotView {
  const date = parseDate(input.date);
  const time = parseTime(input.time);
  refuseIssues([
    !practitioners.find((known) => known.id === input.practitionerId)?.active &&
      issue("practitionerId", "inactive"),
    date === null && issue("date", input.date === "" ? "required" : "invalidDate"),
    time === null && issue("time", input.time === "" ? "required" : "invalidTime"),
    time !== null && minutesOf(time) % 5 !== 0 && issue("time", "offGrid"),
    (input.durationMinutes < 5 || input.durationMinutes > 480) &&
      issue("durationMinutes", "durationOutOfRange"),
  ]);
  if (date === null || time === null) return refuse({ code: "internal", reference: "mock" });
  const end = timeFromMinutes(minutesOf(time) + input.durationMinutes);
  const slot = { practitionerId: input.practitionerId, date, start: time, end };
  refuseIssues([
    minutesOf(time) + input.durationMinutes > 1440 && issue("time", "acrossMidnight"),
    minutesUntil(slot) < 0 && issue("time", "inPast"),
  ]);
  guardFree(slot, patientId, exceptId);
  return slot;
}

/** The appointment at the version the screen knows. */
function current(id: string, v: number): Stored {
  const appointment = found(appointments, id, "appointment");
  if (appointment.v !== v) refuse({ code: "changedByOther" });
  return appointment;
}

/** Refuses what `actions` does not allow now. */
function guardAction(appointment: Stored, action: keyof AppointmentActions): void {
  const state = actionsOf(appointment)[action];
  if (state === "locked") {
    refuse({ code: "locked30Minutes", startsAt: `${appointment.date}T${appointment.start}` });
  }
  if (state !== "allowed") refuse({ code: "notAllowedNow", state });
}

function change(appointment: Stored, fields: Partial<Stored>): AppointmentView {
  return view(Object.assign(appointment, fields, { v: appointment.v + 1 }));
}

function day(date: string, practitionerId: string | null): DayView {
  const ofDay = appointments.filter((known) => known.date === date);
  const columns = practitioners
    .filter((known) => known.active || ofDay.some((appointment) => appointment.practitionerId === known.id))
    .filter((known) => practitionerId === null || known.id === practitionerId)
    .map((practitioner) => ({
      practitioner,
      appointments: ofDay
        .filter((appointment) => appointment.practitionerId === practitioner.id)
        .sort((a, b) => a.start.localeCompare(b.start))
        .map(view),
      openings: [{ start: OPENS_AT, end: CLOSES_AT }],
      absences: [],
      delay: null,
      nextId: null,
    }));
  return { date, today: TODAY, now: NOW, opensAt: OPENS_AT, closesAt: CLOSES_AT, columns };
}

export const appointmentHandlers: Handlers = {
  planning_day: ({ date, practitionerId }: { date: string; practitionerId: string | null }) =>
    day(date, practitionerId),
  appointment_book: ({ input }: { input: BookingInput }) => {
    const patient = found(patients, input.patientId, "patient");
    const slot = guardedSlot(input, input.patientId, null);
    const booked: Stored = {
      ...slot,
      id: newId(),
      v: 1,
      patientId: patient.id,
      patientName: formatPerson(patient),
      patientPhone: patient.phone,
      durationMinutes: input.durationMinutes,
      reason: input.reason,
      status: "confirmed",
      cancellation: null,
    };
    appointments.push(booked);
    return view(booked);
  },
  appointment_reschedule: ({ id, v, input }: { id: string; v: number; input: RescheduleInput }) => {
    const appointment = current(id, v);
    guardAction(appointment, "reschedule");
    const slot = guardedSlot(input, appointment.patientId, id);
    return change(appointment, {
      ...slot,
      durationMinutes: input.durationMinutes,
      reason: input.reason,
    });
  },
  appointment_cancel: ({ id, v, reason }: { id: string; v: number; reason: string }) => {
    const appointment = current(id, v);
    guardAction(appointment, "cancel");
    refuseIssues([reason.trim() === "" && issue("reason", "required")]);
    return change(appointment, {
      status: "cancelled",
      cancellation: { by: "claire", at: `${TODAY}T${NOW}`, reason },
    });
  },
  appointment_mark_absent: ({ id, v }: { id: string; v: number }) => {
    const appointment = current(id, v);
    guardAction(appointment, "markAbsent");
    return change(appointment, { status: "absent" });
  },
  appointment_reinstate: ({ id, v }: { id: string; v: number }) => {
    const appointment = current(id, v);
    guardAction(appointment, "reinstate");
    const { practitionerId, date, start, end, patientId } = appointment;
    guardFree({ practitionerId, date, start, end }, patientId, id);
    return change(appointment, { status: "confirmed", cancellation: null });
  },
};
