// Mock: the commands on appointments, with the overlap rule, the nearest free slots and the 30-minute lock.
import { addDays, minutesOf, timeFromMinutes } from "../../dates";
import { formatPerson } from "../../format";
import { parseDate, parseTime } from "../../parse";
import type {
  AppointmentActions,
  AppointmentView,
  BookingInput,
  RescheduleInput,
  SlotView,
} from "../bindings";
import { appointments, type Stored } from "./appointmentStore";
import { patients } from "./patients";
import { actionsOf, day, minutesUntil, practitionerName, range, view, visitStep } from "./planning";
import { outsideHours } from "./practiceDay";
import { practitioners } from "./practitioners";
import { written } from "./sealed";
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
  const outside = outsideHours(slot.practitionerId, slot);
  if (outside && !input.acceptOutsideHours) refuse({ code: "outsideHours", ...outside });
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

/** Notes a step of the visit, or takes one back. */
function step(action: "arrive" | "callIn" | "finish" | "takeBack", noted: (appointment: Stored) => void) {
  return ({ id, v }: { id: string; v: number }) => {
    const appointment = current(id, v);
    guardAction(appointment, action);
    noted(appointment);
    return change(appointment, {});
  };
}

function takeBackLast(appointment: Stored): void {
  const last = { finished: "finishedAt", inConsultation: "calledInAt", waiting: "arrivedAt" } as const;
  const taken = visitStep(appointment);
  if (taken !== "expected") delete appointment[last[taken]];
}

export const appointmentHandlers: Handlers = {
  planning_day: ({ date, practitionerId }: { date: string; practitionerId: string | null }) =>
    day(date, practitionerId),
  planning_range: (asked: { from: string; to: string; practitionerId: string | null }) =>
    range(asked.from, asked.to, asked.practitionerId),
  appointment_arrive: step("arrive", (appointment) => (appointment.arrivedAt = NOW)),
  appointment_call_in: step("callIn", (appointment) => (appointment.calledInAt = NOW)),
  appointment_finish: step("finish", (appointment) => (appointment.finishedAt = NOW)),
  appointment_take_back: step("takeBack", takeBackLast),
  appointment_book: ({ input }: { input: BookingInput }) => {
    const patient = found(patients, input.patientId, "patient");
    const slot = guardedSlot(input, input.patientId, null);
    const { reason: text, reasonState: state } =
      input.insteadOf === null
        ? { reason: "", reasonState: "open" as const }
        : found(appointments, input.insteadOf, "appointment");
    const reason = written("administrative", input.reason, { text, state });
    const booked: Stored = {
      ...slot,
      id: newId(),
      v: 1,
      patientId: patient.id,
      patientName: formatPerson(patient),
      patientPhone: patient.phone,
      durationMinutes: input.durationMinutes,
      reason: reason.text,
      reasonState: reason.state,
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
    const { reason: text, reasonState: state } = appointment;
    const reason = written("administrative", input.reason, { text, state });
    return change(appointment, {
      ...slot,
      durationMinutes: input.durationMinutes,
      reason: reason.text,
      reasonState: reason.state,
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
