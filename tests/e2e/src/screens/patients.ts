// Patients: their file and the search.
import { testIds, type Window } from "../harness/window";

/** As typed. */
export interface TypedPatient {
  lastName: string;
  firstName: string;
  birthDate: string;
  phone: string;
}

export async function typePatient(window: Window, patient: TypedPatient): Promise<void> {
  await window.fill(testIds.patients.lastName, patient.lastName);
  await window.fill(testIds.patients.firstName, patient.firstName);
  await window.fill(testIds.patients.birthDate, patient.birthDate);
  await window.fill(testIds.patients.phone, patient.phone);
}

/** Creates a file from the list of patients; answers its id. */
export async function createPatient(window: Window, patient: TypedPatient): Promise<string> {
  await window.press(testIds.patients.create);
  await typePatient(window, patient);
  await window.press(testIds.patients.save);
  await window.see(testIds.patients.file);
  const [id = ""] = await window.ids(testIds.patients.file);
  return id;
}

/** Types into the search and waits until that patient comes first. */
export async function findPatient(window: Window, typed: string, id: string): Promise<void> {
  await window.fill(testIds.patients.search, typed);
  await window.until(`"${typed}" finds the patient first`, async () => {
    const [first] = await window.ids(testIds.patients.row);
    return first === id;
  });
}

/** Opens the file of a patient. */
export async function openFile(window: Window, id: string): Promise<void> {
  await window.goTo(`#/patients/${id}`);
  await window.see(testIds.patients.file, id);
}
