// The fields of a file as the form holds them: text, as typed or as it would be typed.
import type { KeyAccess, PatientFile, PatientInput } from "$lib/api/bindings";
import { sealOf, type FieldSeal } from "$lib/features/keys/words";
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

/** Those that stand sealed in the base. */
export const SEALED_FIELDS = ["insurance", "notes"] as const;

export type PatientField = (typeof PATIENT_FIELDS)[number];
type SealedName = (typeof SEALED_FIELDS)[number];

/**
 * Empty text means "not given"; a birth date that reads as one is yyyy-mm-dd. A sealed text that the file does not show
 * is `null`: whatever is sent then, what is stored of it stays.
 */
export type PatientValues = Record<Exclude<PatientField, SealedName>, string> &
  Record<SealedName, string | null>;

/** What keeps somebody from editing the sealed fields of a file; `null` where nothing does. */
export type FileSeals = Record<SealedName, FieldSeal | null>;

/** `file` is `null` for one that does not exist yet. */
export function sealsOf(
  file: Pick<PatientFile, "insuranceState" | "notesState"> | null,
  keys: KeyAccess,
): FileSeals {
  return {
    insurance: sealOf(file?.insuranceState ?? "open", keys.administrative),
    notes: sealOf(file?.notesState ?? "open", keys.medical),
  };
}

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
    insurance: file.insuranceState === "open" ? (file.insurance ?? "") : null,
    notes: file.notesState === "open" ? (file.notes ?? "") : null,
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

/**
 * The fields of `typed` that say something the file does not say already, among those that can be read; the
 * writing of a name does not count.
 */
export function newFields(typed: PatientValues, file: PatientFile): PatientField[] {
  const known = valuesOf(file);
  return PATIENT_FIELDS.filter((field) => {
    const [said, stored] = [typed[field] ?? "", known[field]];
    if (stored === null || said.trim() === "" || isSame(field, said, stored)) return false;
    const isName = field === "lastName" || field === "firstName";
    return !isName || folded(said) !== folded(stored);
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
