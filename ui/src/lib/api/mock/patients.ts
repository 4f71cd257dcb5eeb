// Mock: thirty patients. Editing "CHANGÉ" finds that someone else was faster, once.
import type { PatientFile, PatientHit, PatientInput, VisitView } from "../bindings";
import { parseDate } from "../../parse";
import { read, written } from "./sealed";
import {
  fold,
  found,
  issue,
  newId,
  NOW,
  refuse,
  refuseIssues,
  situation,
  TODAY,
  type Handlers,
} from "./support";

const lastNames = [
  "DUPONT", "MARTIN", "BERNARD", "PETIT", "DURAND", "LEROY", "MOREAU", "SIMON", "LAURENT", "LEFÈVRE",
  "MICHEL", "GARCIA", "DAVID", "BERTRAND", "ROUX", "VINCENT", "FOURNIER", "MOREL", "GIRARD", "ANDRÉ",
  "LE GOFF", "MERCIER", "DUPUIS", "D’ALMEIDA", "BONNET", "FRANÇOIS", "MARTINEZ", "LEGRAND", "GARNIER", "CHANGÉ",
]; // prettier-ignore
const firstNames = [
  "Jean", "Zoé", "Hélène", "Amir", "Camille", "Jean-Baptiste", "Inès", "Noël", "Fatima", "Léo", "Chloé", "Mehdi",
]; // prettier-ignore

/** Whose notes, and one reason, somebody changed in the base itself. */
const DAMAGED = "BONNET";

const upcoming: VisitView[] = [
  {
    appointmentId: "a00000000000000000000002",
    startsAt: "2027-01-11T14:15",
    projected: null,
    practitioner: "Dr Karim Benali",
    reason: "Bilan annuel",
    reasonState: "open",
    status: "cancelledByDoctor",
  },
  {
    appointmentId: "a00000000000000000000001",
    startsAt: "2026-11-26T10:30",
    projected: null,
    practitioner: "Dr Hélène Martin",
    reason: null,
    reasonState: "open",
    status: "confirmed",
  },
  {
    appointmentId: "a00000000000000000000003",
    startsAt: `${TODAY}T11:40`,
    projected: { start: "12:05", end: "12:35", delayMinutes: 25, overflow: null },
    practitioner: "Dr Lan Nguyen",
    reason: "Renouvellement d’ordonnance",
    reasonState: "open",
    status: "confirmed",
  },
];

/** As they are kept: a state only tells what was damaged. `viewOf` is how they are read. */
export const patients: PatientFile[] = lastNames.map((lastName, index) => {
  const firstName = firstNames[(index * 5) % firstNames.length] ?? "Jean";
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    id: newId(),
    v: 1,
    lastName,
    firstName,
    birthDate:
      index % 9 === 8
        ? null
        : `${1938 + ((index * 17) % 84)}-${two((index % 12) + 1)}-${two((index % 27) + 1)}`,
    phone:
      index % 7 === 6
        ? null
        : `06${two(10 + index)}${two(90 - index)}${two((index * 13) % 100)}${two((index * 29) % 100)}`,
    email: index % 3 === 0 ? `${fold(firstName).replaceAll(" ", ".")}@exemple.fr` : null,
    insurance: index % 4 === 0 ? "1890675123456" : null,
    insuranceState: "open",
    notes: index % 5 === 0 ? "Allergie à la pénicilline.\nSuivi annuel." : null,
    notesState: lastName === DAMAGED ? "damaged" : "open",
    createdAt: "2025-03-04T09:12",
    updatedAt: `2026-11-${two((index % 22) + 1)}T11:05`,
    updatedBy: index % 2 === 0 ? "claire" : null,
    visits: [
      ...(index % 3 === 0 ? upcoming : []),
      {
        appointmentId: null,
        startsAt: "2026-09-14T09:30",
        projected: null,
        practitioner: "Dr Hélène Martin",
        reason: "Consultation de suivi",
        reasonState: "open",
        status: "confirmed",
      },
      {
        appointmentId: null,
        startsAt: "2026-04-02T16:00",
        projected: null,
        practitioner: "Dr Karim Benali",
        reason: "Contrôle de la tension",
        reasonState: lastName === DAMAGED ? "damaged" : "open",
        status: index % 2 === 0 ? "cancelled" : "absent",
      },
    ],
  };
});

// `?names=long`: every third patient has a name that no column was made for.
if (situation("names") === "long") {
  for (const [index, patient] of patients.entries()) {
    if (index % 3 !== 0) continue;
    patient.lastName += "-DE LA VILLARDIÈRE DE MONTMORENCY";
    patient.firstName += " Marie-Antoinette Joséphine";
  }
}

/** A file as its reader gets it. */
function viewOf(file: PatientFile): PatientFile {
  const insurance = read("administrative", file.insurance, file.insuranceState);
  const notes = read("medical", file.notes, file.notesState);
  return {
    ...file,
    insurance: insurance.text,
    insuranceState: insurance.state,
    notes: notes.text,
    notesState: notes.state,
    visits: file.visits.map((visit) => {
      const reason = read("administrative", visit.reason, visit.reasonState);
      return { ...visit, reason: reason.text, reasonState: reason.state };
    }),
  };
}

/** What was typed, but what was not shown or cannot be read stays. */
function keepingUnread(
  file: PatientFile,
  { insurance, notes }: Pick<PatientInput, "insurance" | "notes">,
): Partial<PatientFile> {
  const kept = {
    insurance: written("administrative", insurance, { text: file.insurance, state: file.insuranceState }),
    notes: written("medical", notes, { text: file.notes, state: file.notesState }),
  };
  return {
    insurance: kept.insurance.text || null,
    insuranceState: kept.insurance.state,
    notes: kept.notes.text || null,
    notesState: kept.notes.state,
  };
}

const raced = new Set<string>();

export function hitOf(file: PatientFile): PatientHit {
  const { id, lastName, firstName, birthDate, phone } = file;
  return { id, lastName, firstName, birthDate, phone };
}

function search(query: string): PatientHit[] {
  const words = fold(query).split(" ").filter(Boolean);
  const byRecency = [...patients].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  if (words.length === 0) return byRecency.map(hitOf);
  const digits = query.replace(/\D/g, "");
  return byRecency
    .filter((file) => {
      if (file.id === query) return true;
      if (digits.length > 2 && file.phone?.includes(digits)) return true;
      const names = fold(`${file.lastName} ${file.firstName}`).split(" ");
      return words.every((word) => names.some((name) => name.startsWith(word)));
    })
    .map(hitOf);
}

/** The fields of a file as the rules would leave them. */
function parsed(input: PatientInput): Partial<PatientFile> & { lastName: string; firstName: string } {
  const birthDate = input.birthDate === "" ? null : parseDate(input.birthDate);
  const isFrenchPhone = /^(0|\+33)[1-9](\d{2}){4}$/.test(input.phone.replace(/[\s.]/g, ""));
  refuseIssues([
    input.lastName.trim() === "" && issue("lastName", "required"),
    input.firstName.trim() === "" && issue("firstName", "required"),
    input.birthDate !== "" && birthDate === null && issue("birthDate", "invalidDate"),
    birthDate !== null && birthDate > TODAY && issue("birthDate", "inFuture"),
    input.email !== "" && !/^\S+@\S+\.\S+$/.test(input.email) && issue("email", "invalidEmail"),
    input.phone !== "" && !/\d/.test(input.phone) && issue("phone", "invalidPhone"),
  ]);
  if (!input.acceptWarnings) {
    refuseIssues([input.phone !== "" && !isFrenchPhone && issue("phone", "unusualPhone", "warning")]);
  }
  return {
    lastName: input.lastName.trim().toUpperCase(),
    firstName: input.firstName.trim(),
    birthDate,
    phone: (isFrenchPhone ? input.phone.replace(/[\s.]/g, "") : input.phone.trim()) || null,
    email: input.email || null,
    insurance: input.insurance || null,
    notes: input.notes || null,
  };
}

/** The same name, and the same birth date or phone. */
function isLikelySame(known: PatientFile, fields: ReturnType<typeof parsed>): boolean {
  const isSameName =
    fold(known.lastName) === fold(fields.lastName) && fold(known.firstName) === fold(fields.firstName);
  const isShared = (a: string | null | undefined, b: string | null) => Boolean(a) && a === b;
  return isSameName && (isShared(fields.birthDate, known.birthDate) || isShared(fields.phone, known.phone));
}

/** Refuses a stale version, as when someone else saved first. */
function guardVersion(file: PatientFile, v: number): void {
  if (file.lastName === "CHANGÉ" && !raced.has(file.id)) {
    raced.add(file.id);
    save(file, { phone: "0611223344", notes: "Note ajoutée depuis un autre poste.", updatedBy: "ines" });
  }
  if (file.v !== v) refuse({ code: "patientChanged", current: viewOf(file) });
}

function save(file: PatientFile, change: Partial<PatientFile>): PatientFile {
  const edit = { v: file.v + 1, updatedAt: `${TODAY}T${NOW}`, updatedBy: "claire" };
  return viewOf(Object.assign(file, edit, change));
}

export const patientHandlers: Handlers = {
  patient_search: ({ query }: { query: string }) => ({ hits: search(query), total: patients.length }),
  patient_file: ({ id }: { id: string }) => viewOf(found(patients, id, "patient")),
  patient_register: ({ input }: { input: PatientInput }) => {
    const fields = parsed(input);
    const candidates = patients.filter((known) => isLikelySame(known, fields));
    if (candidates.length > 0 && !input.acceptDuplicate) {
      return { kind: "likelyDuplicates", candidates: candidates.map(hitOf) };
    }
    const now = `${TODAY}T${NOW}`;
    const patient = {
      ...fields,
      insuranceState: "open",
      notesState: "open",
      id: newId(),
      v: 1,
      createdAt: now,
      updatedAt: now,
      updatedBy: "claire",
      visits: [],
    } as unknown as PatientFile;
    patients.push(patient);
    return { kind: "registered", patient };
  },
  patient_update: ({ id, v, input }: { id: string; v: number; input: PatientInput }) => {
    const file = found(patients, id, "patient");
    const fields = parsed(input);
    guardVersion(file, v);
    return save(file, { ...fields, ...keepingUnread(file, input) });
  },
  patient_edit_notes: ({ id, v, notes }: { id: string; v: number; notes: string | null }) => {
    const file = found(patients, id, "patient");
    guardVersion(file, v);
    if (viewOf(file).notesState === "withheld") refuse({ code: "keyMissing", kind: "medical" });
    return save(file, keepingUnread(file, { insurance: null, notes }));
  },
};
