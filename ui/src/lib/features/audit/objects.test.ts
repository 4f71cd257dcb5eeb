// Where the object of an entry is shown.
import { expect, test } from "vitest";
import type { AuditEntryView } from "$lib/api/bindings";
import { objectLink, objectText, shortened } from "./objects";

const ID = "65f0c0ffee000000000002a1";

function entry(fields: Partial<AuditEntryView>): AuditEntryView {
  return {
    id: "1",
    at: "2026-11-23T10:42:07",
    user: "claire",
    action: "updateAppointment",
    code: "UPDATE_APPT",
    details: "",
    entity: "appointment",
    entityId: ID,
    device: "Accueil 1",
    chain: "c1",
    place: 12,
    ...fields,
  };
}

test("a moved appointment is shown on the day it was moved to", () => {
  const details = "RDV modifié : Dr House, 23/11/2026 10:30–11:00 → Dr House, 24/11/2026 09:00–09:30";
  expect(objectLink(entry({ details }))?.route).toEqual({
    name: "day",
    date: "2026-11-24",
    appointmentId: ID,
  });
});

test("without a readable date there is nothing to open", () => {
  expect(objectLink(entry({ details: "RDV le 31/02/2026" }))).toBeNull();
});

test("an absence that was taken back is not offered", () => {
  const absence = { entity: "absence", details: "" } as const;
  expect(objectLink(entry({ ...absence, action: "createAbsence" }))?.route.name).toBe("absences");
  expect(objectLink(entry({ ...absence, action: "removeAbsence" }))).toBeNull();
});

test("patients are named by the end of their id, practitioners by their name", () => {
  const names = new Map([["p1", "Dr House"]]);
  expect(objectText({ entity: "patient", entityId: ID }, names)).toBe("Patient …0002a1");
  expect(objectText({ entity: "practitioner", entityId: "p1" }, names)).toBe("Praticien · Dr House");
});

test("ids in a sentence are shortened, and nothing else", () => {
  expect(shortened(`RDV créé pour patient ${ID} avec Dr House, 23/11/2026 10:30–11:00`)).toBe(
    "RDV créé pour patient …0002a1 avec Dr House, 23/11/2026 10:30–11:00",
  );
});
