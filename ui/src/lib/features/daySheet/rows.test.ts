// What a day sheet prints of each appointment.
import { expect, test } from "vitest";
import type { PatientHit } from "$lib/api/bindings";
import { appointment } from "$lib/features/appointments/sample";
import { sheetRows } from "./rows";

const jean: PatientHit = {
  id: "jean",
  lastName: "DUPONT",
  firstName: "Jean",
  birthDate: "1953-03-05",
  phone: null,
};

test("a row has time, length, patient, phone, birth date and reason", () => {
  const known = appointment("10:30-11:00", { patientId: "jean" });
  expect(sheetRows([known], new Map([["jean", jean]]))[0]).toMatchObject({
    time: "10:30",
    planned: "",
    duration: "30\u202fmin",
    patient: "DUPONT Jean",
    phone: "06\u00a001\u00a002\u00a003\u00a004",
    birthDate: "05/03/1953",
    reason: "Vaccin",
    status: "",
    isOff: false,
  });
});

test("a delay prints the time it now is, beside the planned one", () => {
  const projected = { start: "10:45", end: "11:15", delayMinutes: 15, overflow: null };
  const [row] = sheetRows([appointment("10:30-11:00", { projected })], new Map());
  expect([row?.time, row?.planned]).toEqual(["10:45", "prévu 10:30"]);
});

test("what does not take place says so; what may not be read stays empty", () => {
  const known = appointment("10:30-11:00", { status: "cancelled", reason: null, patientPhone: null });
  const [row] = sheetRows([known], new Map());
  expect(row).toMatchObject({ status: "Annulé", isOff: true, reason: "", phone: "", birthDate: "" });
  expect(row?.isCancelled).toBe(true);
  const [missed] = sheetRows([appointment("10:30-11:00", { status: "absent" })], new Map());
  expect(missed).toMatchObject({ status: "Absent", isOff: true, isCancelled: false });
});
