// The actions of an appointment, and why one cannot be pressed.
import { expect, test } from "vitest";
import type { AppointmentActions } from "$lib/api/bindings";
import { appointment } from "$lib/features/appointments/sample";
import { offeredActions } from "./actionHints";

const clock = { today: "2026-11-23", now: "10:42" };
const none: AppointmentActions = {
  reschedule: "notApplicable",
  cancel: "notApplicable",
  markAbsent: "notApplicable",
  reinstate: "notApplicable",
  arrive: "notApplicable",
  callIn: "notApplicable",
  finish: "notApplicable",
  takeBack: "notApplicable",
  emergencyCancel: "notApplicable",
};
const hints = (range: string, actions: Partial<AppointmentActions>) =>
  Object.fromEntries(
    offeredActions(appointment(range, { actions: { ...none, ...actions } }), clock).map(
      ({ action, hint }) => [action, hint],
    ),
  );

test("what makes no sense or is forbidden is not shown", () => {
  expect(hints("11:00-11:30", { reschedule: "forbidden", cancel: "allowed" })).toEqual({ cancel: "" });
});

test("a locked appointment says that it starts soon", () => {
  expect(hints("11:00-11:30", { reschedule: "locked" })).toEqual({
    reschedule: "Verrouillé\u202f: commence dans moins de 30 minutes.",
  });
});

test("the lock of one that has started says so instead", () => {
  expect(hints("10:30-11:00", { reschedule: "locked", cancel: "started" })).toEqual({
    reschedule: "Verrouillé\u202f: le rendez-vous a commencé.",
    cancel: "Trop tard\u202f: le rendez-vous a commencé. L’absence peut être notée.",
  });
});

test("an absence says from when on it can be noted", () => {
  expect(hints("11:00-11:30", { markAbsent: "notStarted" })).toEqual({
    markAbsent: "Possible à partir de 11:00.",
  });
});

test("what is allowed is allowed without a word", () => {
  const [move] = offeredActions(appointment("14:00-14:30"), clock);
  expect(move).toEqual({ action: "reschedule", allowed: true, hint: "" });
});
