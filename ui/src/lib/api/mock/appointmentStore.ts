// Mock: the appointments there are. Monday's morning is under way: some were seen, some wait, one is late.
// `?practitioners=8` (or 20, say) makes a larger practice, `?practitioners=0` one without practitioners;
// `?day=long` fills the first practitioner's afternoons to the last minute, for what must hold many of them.
import { addDays, daysBetween, minutesOf, timeFromMinutes } from "../../dates";
import { formatPerson } from "../../format";
import type { AppointmentStatus, AppointmentView } from "../bindings";
import { patients } from "./patients";
import { practitioners, usual } from "./practitioners";
import { newId, situation, TODAY } from "./support";

/** As it is kept: what a view adds is computed from it. */
export type Stored = Omit<
  AppointmentView,
  "actions" | "practitionerName" | "visit" | "projected" | "outsideHours" | "doubleBooked"
> & { arrivedAt?: string; calledInAt?: string; finishedAt?: string };

export const appointments: Stored[] = [];

const MORE_PRACTITIONERS = [
  ["Dr. House", "Diagnostic", "#0369a1"],
  ["Dr Mathilde de La Rochefoucauld", "Gynécologie", "#a16207"],
  ["Dr Yanis Haddad", "Ophtalmologie", "#4d7c0f"],
  ["Dr Solène Le Bihan", "Rhumatologie", "#9f1239"],
] as const;

const wanted = Number(situation("practitioners") ?? "0");
for (let index = 0; practitioners.filter((known) => known.active).length < wanted; index += 1) {
  const [name, speciality, color] = MORE_PRACTITIONERS[index % MORE_PRACTITIONERS.length]!;
  const round = Math.floor(index / MORE_PRACTITIONERS.length);
  const id = newId();
  practitioners.push({
    id,
    name: round ? `${name} ${round + 1}` : name,
    speciality,
    color,
    active: true,
    ...usual,
  });
}
if (situation("practitioners") === "0") practitioners.forEach((known) => (known.active = false));

const REASONS = [
  "Consultation de suivi",
  "Renouvellement d’ordonnance",
  "Vaccin",
  "Douleurs lombaires",
  "Bilan annuel",
];

/** The first practitioner's appointment today whose reason somebody changed in the base itself. */
const DAMAGED_SLOT = 7;

function statusAt(practitioner: number, slot: number): AppointmentStatus {
  if (practitioner === 0 && slot === 1) return "absent";
  if (practitioner === 1 && slot === 4) return "cancelled";
  if (practitioner === 2 && slot === 5) return "cancelledByDoctor";
  return "confirmed";
}

/** Days around today get the same pattern, shifted so that they differ; nobody works at the weekend. */
function fillDay(date: string): void {
  const shift = daysBetween(TODAY, date);
  const working = practitioners.filter((known) => known.active);
  working.forEach((practitioner, column) => {
    let start = minutesOf("08:30") + (column % 4) * 10;
    const isLong = column === 0 && situation("day") === "long";
    for (let slot = 0; (isLong || slot < 10) && start < minutesOf("18:00"); slot += 1) {
      const isCrowded = slot >= 10;
      const durationMinutes = isCrowded ? 5 : ([15, 20, 30, 45][(slot + column + shift + 28) % 4] ?? 30);
      const patient = patients[(slot * 4 + column + shift * 7 + 280) % patients.length];
      if (!patient) return;
      const status = statusAt(column, slot);
      const isDamaged = date === TODAY && column === 0 && slot === DAMAGED_SLOT;
      appointments.push({
        id: newId(),
        v: 1,
        patientId: patient.id,
        patientName: formatPerson(patient),
        patientPhone: patient.phone,
        practitionerId: practitioner.id,
        date,
        start: timeFromMinutes(start),
        end: timeFromMinutes(start + durationMinutes),
        durationMinutes,
        reason: REASONS[(slot + column) % REASONS.length] ?? null,
        reasonState: isDamaged ? "damaged" : "open",
        status,
        cancellation: status.startsWith("cancelled")
          ? { by: "claire", at: `${TODAY}T08:15`, reason: "Appel du patient" }
          : null,
      });
      start += durationMinutes + (isCrowded ? 0 : [0, 15, 5, 40][(slot * 3 + column) % 4]!);
    }
  });
}

for (const offset of [-3, 0, 1, 2, 3, 4]) fillDay(addDays(TODAY, offset));

/** What was noted this morning, by start and column: arrived, called in, finished. */
const NOTED: Record<string, [arrived: string, calledIn?: string, finished?: string]> = {
  "08:30 0": ["08:24", "08:31", "08:46"],
  "09:45 0": ["09:40", "09:46", "10:19"],
  "08:40 1": ["08:35", "08:41", "09:02"],
  "09:15 1": ["09:10", "09:16", "09:48"],
  "09:45 1": ["09:41", "10:02"],
  "11:10 1": ["10:38"],
  "08:50 2": ["08:44", "08:52", "09:20"],
  "09:25 2": ["09:26", "09:28", "10:11"],
  "10:25 2": ["10:20", "10:31"],
  "09:00 3": ["08:52", "09:05", "10:30"],
  "10:25 3": ["10:15"],
  "10:45 3": ["10:35"],
};

for (const [key, [arrivedAt, calledInAt, finishedAt]] of Object.entries(NOTED)) {
  const [start, column] = key.split(" ");
  const practitioner = practitioners[Number(column)];
  const appointment = appointments.find(
    (known) => known.date === TODAY && known.start === start && known.practitionerId === practitioner?.id,
  );
  if (appointment) {
    Object.assign(appointment, { arrivedAt }, calledInAt && { calledInAt }, finishedAt && { finishedAt });
  }
}
