// The day in words.
import { expect, test } from "vitest";
import { appointment, column, expected } from "$lib/features/appointments/sample";
import { visitLook } from "./visits";
import { appointmentLabel, columnSummary, daySummary } from "./words";

test("an appointment is read aloud whole", () => {
  expect(appointmentLabel(appointment("10:30-11:00"), "next", true)).toBe(
    "de 10:30 à 11:00, DUPONT Jean, 06\u00a001\u00a002\u00a003\u00a004, Vaccin, Confirmé, suivant",
  );
});

test("what this role may not read, and what is not known, is left out", () => {
  const fields = { reason: null, reasonState: "withheld" as const, patientPhone: null, patientName: "" };
  const known = appointment("10:30-11:00", fields);
  expect(appointmentLabel(known, "later", false)).toBe("de 10:30 à 11:00, Patient sans fiche, Confirmé");
  expect(appointmentLabel(known, "later", true)).toBe(
    "de 10:30 à 11:00, Patient sans fiche, Protégé, Confirmé",
  );
});

const busy = column([
  appointment("09:00-09:30"),
  appointment("11:00-11:30", { status: "cancelled" }),
  appointment("14:00-14:30"),
]);

test("a delay, a wait and unusual hours are read aloud too", () => {
  const late = appointment("11:30-12:00", {
    projected: { start: "11:45", end: "12:15", delayMinutes: 15, overflow: "break" },
    visit: { ...expected, step: "waiting", arrivedAt: "11:10", waitingMinutes: 25 },
    doubleBooked: false,
    outsideHours: true,
  });
  expect(appointmentLabel(late, "next", true)).toContain(
    "de 11:30 à 12:00, estimé 11:45–12:15, déborde sur la pause",
  );
  expect(appointmentLabel(late, "next", true)).toContain(
    "Confirmé, arrivé à 11:10, attend depuis 25\u202fmin, suivant, hors des heures d’ouverture",
  );
});

test("a visit that does not take place has no steps to show", () => {
  const visit = { ...expected, step: "waiting" as const };
  expect(visitLook(appointment("10:00-10:30", { visit }))?.tone).toBe("arrived");
  expect(visitLook(appointment("10:00-10:30", { visit, status: "cancelled" }))).toBeNull();
  expect(visitLook(appointment("10:00-10:30"))).toBeNull();
});

test("a column says who is next and how many", () => {
  expect(columnSummary({ ...busy, nextId: "14:00-14:30" }, 642)).toBe("Suiv. 14:00 · 2 RDV");
  expect(columnSummary(busy, Number.NEGATIVE_INFINITY)).toBe("2 RDV");
  expect(columnSummary(busy, 900)).toBe("Terminé · 2 RDV");
  expect(columnSummary(column([]), 642)).toBe("Aucun RDV");
});

test("a day counts what stands, who was absent and what was cancelled", () => {
  const other = column([appointment("10:00-10:30", { status: "absent" })]);
  expect(daySummary([busy, other])).toBe("2 rendez-vous · 1 absent · 1 annulé");
  const here = { ...expected, step: "waiting" as const };
  const waiting = column([appointment("10:00-10:30", { visit: here })]);
  expect(daySummary([waiting])).toBe("1 rendez-vous · 1 en attente");
  expect(daySummary([])).toBe("Aucun rendez-vous");
});
