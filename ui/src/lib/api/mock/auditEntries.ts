// Mock: what the audit log of the practice holds: today line by line, the fourteen months before it more thinly.
import { addDays, pad2 } from "../../dates";
import { formatDateNumeric } from "../../format";
import type { AuditAction, AuditEntryView, Entity } from "../bindings";
import { appointments } from "./appointmentStore";
import { patients } from "./patients";
import { practitioners } from "./practitioners";
import { NOW, TODAY } from "./support";
import { users } from "./users";

/** A device writes a chain of its own; the tablet came later than the others. */
export const DEVICES = [
  { chain: "5f1c0a7e9b", device: "ACCUEIL-1", own: true },
  { chain: "a83d6612f0", device: "ACCUEIL-2", own: false },
  { chain: "0be7714c5d", device: "Tablette Dr Martin", own: false },
] as const;

const COUNT = 300;
/** The oldest entries are of a time before the chains. */
const UNCHAINED = 18;

/** Always the same numbers, so that screenshots compare. */
let state = 20_261_123;
function below(limit: number): number {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * limit);
}

const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;

type Written = Pick<AuditEntryView, "user" | "action" | "code" | "details" | "entity" | "entityId">;

function written(
  user: string,
  [action, code]: [AuditAction | null, string],
  details: string,
  entity: Entity | null = null,
  entityId: string | null = null,
): Written {
  return { user, action, code, details, entity, entityId };
}

const idOf = (username: string) => users.find((known) => known.username === username)?.id ?? null;
const desk = () => pick(["claire", "claire", "nadia", "julien"]);

/** In a practice without practitioners there are none any more. */
const GONE = {
  id: "b00000000000000000000001",
  patientId: "b00000000000000000000002",
  practitionerId: "",
  date: TODAY,
  start: "09:00",
  end: "09:30",
};

function anAppointment() {
  const known = pick(appointments.length > 0 ? appointments : [GONE]);
  const name = practitioners.find(({ id }) => id === known.practitionerId)?.name ?? "";
  const when = `${formatDateNumeric(known.date)} ${known.start}–${known.end}`;
  return { id: known.id, patient: known.patientId, name, when, date: known.date };
}

function onAppointment(action: [AuditAction, string], words: string, user = desk()): Written {
  const { id, patient, name, when } = anAppointment();
  return written(user, action, `${words} patient ${patient} avec ${name}, ${when}`, "appointment", id);
}

function moved(): Written {
  const { id, patient, name, when, date } = anAppointment();
  const after = `${name}, ${formatDateNumeric(addDays(date, 1))} 09:00–09:30`;
  const details = `RDV modifié pour patient ${patient} : ${name}, ${when} → ${after}`;
  return written(desk(), ["updateAppointment", "UPDATE_APPT"], details, "appointment", id);
}

function onFile(action: [AuditAction, string], word: string, user = desk()): Written {
  const { id } = pick(patients);
  return written(user, action, `Dossier patient ${word} : ${id}`, "patient", id);
}

function session(action: [AuditAction, string], details: string): Written {
  const user = pick(["claire", "claire", "martin", "sophie", "admin", "nadia"]);
  return written(user, action, details, "user", idOf(user));
}

function onUser(action: [AuditAction, string], details: string, username: string): Written {
  return written("admin", action, details, "user", idOf(username));
}

function onPractitioner(action: [AuditAction, string], words: (name: string) => string): Written {
  const { id, name, speciality } = pick(practitioners);
  return written("admin", action, words(`${name} (${speciality})`), "practitioner", id);
}

/** What happens, and how often it does beside the rest. */
const KINDS: [weight: number, make: () => Written][] = [
  [9, () => onAppointment(["createAppointment", "CREATE_APPT"], "RDV créé pour")],
  [5, moved],
  [3, () => onAppointment(["cancelAppointment", "CANCEL_APPT"], "RDV Annulé pour")],
  [2, () => onAppointment(["markAbsent", "ABSENT_APPT"], "RDV Absent pour")],
  [1, () => onAppointment(["reinstateAppointment", "REINSTATE_APPT"], "RDV Confirmé pour")],
  [6, () => onAppointment(["arrive", "ARRIVE_APPT"], "RDV, arrivée :")],
  [5, () => onAppointment(["callIn", "CALL_IN_APPT"], "RDV, début de consultation :", "martin")],
  [5, () => onAppointment(["finish", "FINISH_APPT"], "RDV, fin de consultation :", "martin")],
  [1, () => onAppointment(["takeBack", "TAKE_BACK_APPT"], "RDV, étape reprise :")],
  [1, () => onAppointment(["emergencyCancel", "EMERGENCY_CANCEL_APPT"], "RDV Annulé (Médecin Absent) pour", "martin")],
  [1, () => onAppointment(["closeCallback", "CLOSE_CALLBACK"], "RDV, rappel clos sans nouveau rendez-vous :")],
  [9, () => onFile(["openPatient", "OPEN_PATIENT"], "ouvert", pick(["claire", "martin", "martin"]))],
  [4, () => onFile(["updatePatient", "UPDATE_PATIENT"], "modifié")],
  [3, () => onFile(["createPatient", "CREATE_PATIENT"], "créé")],
  [7, () => session(["signIn", "LOGIN"], "Connexion")],
  [4, () => session(["signOut", "LOGOUT"], "Déconnexion")],
  [2, () => written("inconnu", ["signInRefused", "LOGIN_REFUSED"], "Connexion refusée")],
  [2, () => written("sophie", ["refused", "REFUSED"], "Action refusée : ReadPatients")],
  [2, () => delay("signalé", ["reportDelay", "REPORT_DELAY"])],
  [1, () => delay("retiré", ["withdrawDelay", "WITHDRAW_DELAY"])],
  [1, () => onPractitioner(["setHours", "SET_HOURS"], (who) => `Praticien horaires modifiés : ${who}, lun. 08:00–12:00, mar. 08:00–12:00 → ${who}, lun. 08:00–12:00, mar. 09:00–13:00`)],
  [1, () => onUser(["updateUser", "UPDATE_USER"], "Utilisateur rôle modifié : sophie (Accueil) → Responsable", "sophie")],
  [1, () => onUser(["resetPassword", "RESET_PASSWORD"], "Utilisateur mot de passe réinitialisé : nadia (Accueil)", "nadia")],
  [1, () => onUser(["deactivateUser", "DEACTIVATE_USER"], "Utilisateur désactivé : julien (Accueil)", "julien")],
  [1, () => onPractitioner(["deactivatePractitioner", "DEACTIVATE_PRACTITIONER"], (who) => `Praticien désactivé : ${who}`)],
  [1, settingsChanged],
  [1, () => written("sophie", ["export", "EXPORT"], "Tableau de bord, charge par praticien : 8 lignes")],
]; // prettier-ignore

function delay(word: string, action: [AuditAction, string]): Written {
  const { name } = pick(practitioners);
  const id = (0x64f0_0000 + below(0xffff)).toString(16).padStart(24, "0");
  const details = `Retard ${word} : ${name}, 15 min à partir du 23/11/2026 09:30`;
  return written("martin", action, details, "delay", id);
}

function settingsChanged(): Written {
  const alert = "alerte d'attente";
  const details = `Paramètres modifiés : Cabinet des Tilleuls, Europe/Paris, 20 min par rendez-vous, ${alert} 30 min → Cabinet des Tilleuls, Europe/Paris, 30 min par rendez-vous, ${alert} 20 min`;
  return written("admin", ["updateSettings", "UPDATE_SETTINGS"], details, "settings", "cabinet");
}

const lots = KINDS.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

/** Newest first: a third of them this morning and on Friday, the rest over fourteen months. */
function instantOf(age: number): string {
  const time = (minutes: number, second: number) =>
    `${pad2(Math.floor(minutes / 60))}:${pad2(minutes % 60)}:${pad2(second)}`;
  const noon = Number(NOW.slice(0, 2)) * 60 + Number(NOW.slice(3)) - 1;
  if (age < 60) return `${TODAY}T${time(noon - Math.floor(age * 2.8), 59 - ((age * 17) % 60))}`;
  if (age < 110) return `${addDays(TODAY, -3)}T${time(1120 - (age - 60) * 12, (age * 23) % 60)}`;
  const days = 4 + Math.floor(((age - 110) / (COUNT - 110)) * 420);
  return `${addDays(TODAY, -days)}T${time(1080 - ((age * 97) % 560), (age * 31) % 60)}`;
}

function fill(): AuditEntryView[] {
  const places = DEVICES.map(() => 0);
  const entries = Array.from({ length: COUNT }, (_, index): AuditEntryView => {
    const oldestFirst = COUNT - 1 - index;
    const what = pick(lots)();
    const device = what.user === "martin" ? 2 : below(2);
    const isChained = index >= UNCHAINED;
    const { chain, device: name } = DEVICES[device] ?? DEVICES[0];
    return {
      ...what,
      id: (0x65f0_0000 + index).toString(16).padStart(24, "0"),
      at: instantOf(oldestFirst),
      device: name,
      chain: isChained ? chain : null,
      place: isChained ? (places[device] = (places[device] ?? 0) + 1) : null,
    };
  });
  // What a newer version wrote.
  const [, , , newer] = [...entries].reverse();
  if (newer) Object.assign(newer, { action: null, code: "SIGN_PRESCRIPTION", details: "Ordonnance signée" });
  return entries.reverse();
}

export const entries = fill();

/** Writes an entry of now, by whoever is signed in. */
export function write(user: string, action: [AuditAction, string], details: string): void {
  const { chain, device } = DEVICES[0];
  const place =
    Math.max(0, ...entries.filter((known) => known.chain === chain).map((known) => known.place ?? 0)) + 1;
  const id = (0x66f0_0000 + entries.length).toString(16).padStart(24, "0");
  entries.unshift({ ...written(user, action, details), id, at: `${TODAY}T${NOW}:30`, device, chain, place });
}
