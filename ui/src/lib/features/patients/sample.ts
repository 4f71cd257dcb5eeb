// For tests: a patient's file with valid defaults.
import type { PatientFile } from "$lib/api/bindings";

/** DUPONT Jean, without insurance, notes or visits. */
export function patientFile(fields: Partial<PatientFile> = {}): PatientFile {
  return {
    id: "a1",
    v: 3,
    lastName: "DUPONT",
    firstName: "Jean",
    birthDate: null,
    phone: "0601020304",
    email: null,
    insurance: null,
    insuranceState: "open",
    notes: null,
    notesState: "open",
    createdAt: "2025-03-04T09:12",
    updatedAt: "2026-11-01T11:05",
    updatedBy: "claire",
    visits: [],
    ...fields,
  };
}
