// The fields of a file as the form holds them: text, as typed or as it would be typed.
import type { PatientFile, PatientInput } from "$lib/api/bindings";
import { formatDateNumeric, formatPhone } from "$lib/format";
import { m } from "$lib/i18n";

export const PATIENT_FIELDS = [
  "lastName",
  "firstName",
  "birthDate",
  "phone",
  "email",
  "insurance",
  "notes",
] as const;

export type PatientField = (typeof PATIENT_FIELDS)[number];

/** Empty text means "not given"; a birth date that reads as one is yyyy-mm-dd. */
export type PatientValues = Record<PatientField, string>;

/** What the person confirmed after a first refusal. */
export interface Accepted {
  warnings: boolean;
  duplicate: boolean;
}

export function blankValues(): PatientValues {
  return { lastName: "", firstName: "", birthDate: "", phone: "", email: "", insurance: "", notes: "" };
}

export function valuesOf(file: PatientFile): PatientValues {
  return {
    lastName: file.lastName,
    firstName: file.firstName,
    birthDate: file.birthDate ?? "",
    phone: formatPhone(file.phone ?? ""),
    email: file.email ?? "",
    insurance: file.insurance ?? "",
    notes: file.notes ?? "",
  };
}

export function inputOf(values: PatientValues, accepted: Accepted): PatientInput {
  return { ...values, acceptWarnings: accepted.warnings, acceptDuplicate: accepted.duplicate };
}

/** Whether two texts of a field are the same to the rules, which trim, collapse spaces and read phone numbers. */
export function isSame(field: PatientField, a: string, b: string): boolean {
  return comparable(field, a) === comparable(field, b);
}

function comparable(field: PatientField, text: string): string {
  if (field === "notes") return text.replaceAll("\r\n", "\n").trim();
  const line = text.replace(/\s+/g, " ").trim();
  if (field === "lastName") return line.toLocaleUpperCase("fr-FR");
  if (field === "phone") return formatPhone(line).replace(/[\s.\-()]/g, "");
  return line;
}

/** The fields of `typed` that say something the file does not say already; the writing of a name does not count. */
export function newFields(typed: PatientValues, file: PatientValues): PatientField[] {
  return PATIENT_FIELDS.filter((field) => {
    if (typed[field].trim() === "" || isSame(field, typed[field], file[field])) return false;
    const isName = field === "lastName" || field === "firstName";
    return !isName || folded(typed[field]) !== folded(file[field]);
  });
}

/** Letters alone, without accents or case. */
function folded(name: string): string {
  return name.normalize("NFD").replace(/\P{L}/gu, "").toLowerCase();
}

/** A field's text for reading. */
export function displayValue(field: PatientField, text: string): string {
  if (field === "birthDate") return formatDateNumeric(text);
  if (field === "phone") return formatPhone(text);
  return text;
}

const labels: Record<PatientField, () => string> = {
  lastName: m.patients_lastName,
  firstName: m.patients_firstName,
  birthDate: m.patients_birthDate,
  phone: m.patients_phone,
  email: m.patients_email,
  insurance: m.patients_insurance,
  notes: m.patients_notes,
};

export function fieldLabel(field: PatientField): string {
  return labels[field]();
}
