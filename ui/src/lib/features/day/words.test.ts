// The day in words.
import { expect, test } from "vitest";
import { appointment, column } from "$lib/features/appointments/sample";
import { appointmentLabel, columnSummary, daySummary } from "./words";

test("an appointment is read aloud whole", () => {
  expect(appointmentLabel(appointment("10:30-11:00"), "next")).toBe(
    "de 10:30 à 11:00, DUPONT Jean, 06\u00a001\u00a002\u00a003\u00a004, Vaccin, Confirmé, suivant",
  );
});

test("what this role may not read, and what is not known, is left out", () => {
  const known = appointment("10:30-11:00", { reason: null, patientPhone: null, patientName: "" });
  expect(appointmentLabel(known, "later")).toBe("de 10:30 à 11:00, Patient sans fiche, Confirmé");
});

const busy = column([
  appointment("09:00-09:30"),
  appointment("11:00-11:30", { status: "cancelled" }),
  appointment("14:00-14:30"),
]);

test("a column says who is next and how many", () => {
  expect(columnSummary(busy, 642)).toBe("Suiv. 14:00 · 2 RDV");
  expect(columnSummary(busy, Number.NEGATIVE_INFINITY)).toBe("2 RDV");
  expect(columnSummary(busy, 900)).toBe("Terminé · 2 RDV");
  expect(columnSummary(column([]), 642)).toBe("Aucun rendez-vous");
});

test("a day counts what stands, who was absent and what was cancelled", () => {
  const other = column([appointment("10:00-10:30", { status: "absent" })]);
  expect(daySummary([busy, other])).toBe("2 rendez-vous · 1 absent · 1 annulé");
  expect(daySummary([])).toBe("Aucun rendez-vous ce jour");
});
