// Mock: appointments, with the overlap rule, the nearest free slots and the 30-minute lock.
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
} from "../bindings";
import { patients } from "./patients";
import { practitioners } from "./practitioners";
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
  type Handlers,
} from "./support";

type Stored = Omit<AppointmentView, "actions" | "practitionerName">;

const appointments: Stored[] = [];
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
  practitioners.slice(0, 4).forEach((practitioner, column) => {
    let start = minutesOf("08:30") + column * 10;
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

function actionsOf(appointment: Stored): AppointmentActions {
  const wait = minutesUntil(appointment);
  if (appointment.status !== "confirmed") {
    const reinstate: ActionState = wait <= 0 && appointment.status !== "absent" ? "started" : "allowed";
    return { reschedule: "notApplicable", cancel: "notApplicable", markAbsent: "notApplicable", reinstate };
  }
  return {
    reschedule: wait <= 0 ? "started" : wait < 30 ? "locked" : "allowed",
    cancel: wait <= 0 ? "started" : "allowed",
    markAbsent: wait > 0 ? "notStarted" : "allowed",
    reinstate: "notApplicable",
  };
}

function practitionerName(id: string | null): string {
  return practitioners.find((known) => known.id === id)?.name ?? "";
}

function view(appointment: Stored): AppointmentView {
  return {
    ...appointment,
    practitionerName: practitionerName(appointment.practitionerId),
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

function nearestFree(wanted: SlotView, patientId: string, exceptId: string | null): SlotView[] {
  const asked = minutesOf(wanted.start);
  const duration = minutesOf(wanted.end) - asked;
  const free: SlotView[] = [];
  for (let start = minutesOf(OPENS_AT); start + duration <= minutesOf(CLOSES_AT); start += 5) {
    const slot = { ...wanted, start: timeFromMinutes(start), end: timeFromMinutes(start + duration) };
    if (minutesUntil(slot) > 0 && overlapping(slot, patientId, exceptId).length === 0) free.push(slot);
  }
  const distance = (slot: SlotView) => Math.abs(minutesOf(slot.start) - asked);
  return free.sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

/** The slot asked for, after the rules on its fields and the overlap guard. */
function guardedSlot(input: RescheduleInput, patientId: string, exceptId: string | null): SlotView {
  const date = parseDate(input.date);
  const time = parseTime(input.time);
  refuseIssues([
    input.practitionerId === "" && issue("practitionerId", "required"),
    date === null && issue("date", input.date === "" ? "required" : "invalidDate"),
    time === null && issue("time", input.time === "" ? "required" : "invalidTime"),
    time !== null && minutesOf(time) % 5 !== 0 && issue("time", "offGrid"),
    (input.durationMinutes < 5 || input.durationMinutes > 480) &&
      issue("durationMinutes", "durationOutOfRange"),
  ]);
  if (date === null || time === null) return refuse({ code: "internal", reference: "mock" });
  const end = timeFromMinutes(minutesOf(time) + input.durationMinutes);
  const slot = { practitionerId: input.practitionerId, date, start: time, end };
  refuseIssues([minutesUntil(slot) < 0 && issue("time", "inPast")]);
  const blocking = overlapping(slot, patientId, exceptId);
  if (blocking.length > 0) {
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
    }));
  return { date, today: TODAY, now: NOW, opensAt: OPENS_AT, closesAt: CLOSES_AT, columns };
}

export const appointmentHandlers: Handlers = {
  planning_day: ({ date, practitionerId }: { date: string; practitionerId: string | null }) =>
    day(date, practitionerId),
  appointment_book: ({ input }: { input: BookingInput }) => {
    refuseIssues([input.patientId === "" && issue("patientId", "required")]);
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
      reason: input.reason || null,
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
      reason: input.reason || null,
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
    const blocking = overlapping(
      { ...appointment, practitionerId: appointment.practitionerId ?? "" },
      appointment.patientId,
      id,
    );
    if (blocking.length > 0) refuse({ code: "changedByOther" });
    return change(appointment, { status: "confirmed", cancellation: null });
  },
};
