// The actions of an appointment, and why one cannot be pressed.
import { expect, test } from "vitest";
import type { ActionState, AppointmentActions, VisitStep } from "$lib/api/bindings";
import { appointment, expected } from "$lib/features/appointments/sample";
import { moveHint, offeredChanges, offeredSteps } from "./actionHints";

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
    offeredChanges(appointment(range, { actions: { ...none, ...actions } }), clock).map(
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
  const [move] = offeredChanges(appointment("14:00-14:30"), clock);
  expect(move).toEqual({ action: "reschedule", label: "Déplacer", allowed: true, hint: "" });
});

test("a patient who was called in locks the appointment", () => {
  const seen = appointment("14:00-14:30", {
    visit: { ...expected, step: "inConsultation" },
    actions: { ...none, reschedule: "started" },
  });
  expect(moveHint(seen, clock)).toBe("Verrouillé\u202f: le patient a été appelé.");
});

test("once the patient is here, cancelling late does not point to an absence", () => {
  const hint = (step: VisitStep) => {
    const actions = { ...none, cancel: "started" as const };
    const known = appointment("10:30-11:00", { visit: { ...expected, step }, actions });
    return offeredChanges(known, clock)[0]?.hint;
  };
  expect(hint("expected")).toContain("L’absence peut être notée");
  expect(hint("waiting")).toContain("le patient est là");
  expect(hint("inConsultation")).toContain("le patient a été appelé");
});

test("trying to move says why not, also where no button is shown", () => {
  const hint = (state: ActionState) =>
    moveHint(appointment("14:00-14:30", { actions: { ...none, reschedule: state } }), clock);
  expect(hint("allowed")).toBe("");
  expect(hint("notApplicable")).toContain("n’est plus confirmé");
  expect(hint("forbidden")).toContain("Votre rôle");
});

test("the steps that may be noted now are offered, and the way back says of what", () => {
  const steps = (step: VisitStep, allowed: Partial<AppointmentActions>) =>
    offeredSteps(
      appointment("10:30-11:00", { visit: { ...expected, step }, actions: { ...none, ...allowed } }),
    ).map(({ label }) => label);
  expect(steps("expected", { arrive: "allowed", callIn: "allowed" })).toEqual(["Arrivé", "Appeler"]);
  expect(steps("waiting", { callIn: "allowed", takeBack: "allowed" })).toEqual([
    "Appeler",
    "Retirer l’arrivée",
  ]);
  expect(steps("inConsultation", { finish: "allowed", takeBack: "allowed" })).toEqual([
    "Terminé",
    "Retirer l’appel",
  ]);
  expect(steps("finished", { takeBack: "allowed" })).toEqual(["Reprendre la consultation"]);
  expect(steps("expected", { arrive: "notToday", callIn: "forbidden" })).toEqual([]);
});
