// Mock: adopting the base of an older MediGest, or importing its files. `?adoption=needed|unfinished` is such a base,
// `?adoption=done` one whose overlaps wait to be settled; `?adoptionFails=storeUnavailable|notWritable` fails the first
// time. A folder is an older MediGest's unless its name says otherwise ("vide", "photos").
import {
  events,
  type AdoptionOptions,
  type AdoptionOutcome,
  type AdoptionReport,
  type LongTask,
  type OverlapView,
  type PatientHit,
} from "../bindings";
import { appointments } from "./appointmentStore";
import { begun, isStopped } from "./stopping";
import { newId, refuse, situation, type Handlers } from "./support";

const TOTAL = 4_014;
const BACKUP = "/home/admin/.local/share/fr.medigest.app/sauvegardes/medigest-2026-11-23-1042.medigest";
const RECOVERY_CODE = "7K3M-9QXT-4HVB-W2PD-8RCN-5FZJ-6YLE-3GSA";

type Pair = [practitioner: string, date: string, start: string, end: string, first: string, second: string];
const PAIRS: readonly Pair[] = [
  ["Dr. Lefèvre", "2026-11-25", "14:15", "15:00", "D’ANGELO Chloé", "SCHMITT Robert"],
  ["Dr. House", "2026-12-08", "12:15", "13:15", "L’HOSTIS Anne", "ROBIN Émile"],
  ["Dr. Ben Amar", "2026-12-19", "17:35", "17:55", "LE GALL Yves", "RÉMY Monique"],
];

const overlaps: readonly OverlapView[] = PAIRS.map(([practitionerName, date, start, end, first, second]) => {
  const side = (patientName: string) => ({
    appointmentId: newId(),
    patientName,
    practitionerName,
    date,
    start,
    end,
  });
  return { first: side(first), second: side(second) };
});

function hit(lastName: string, firstName: string, birthDate: string | null, phone: string): PatientHit {
  return { id: newId(), lastName, firstName, birthDate, phone };
}

const report: AdoptionReport = {
  collections: [
    { name: "patients", documents: 400 },
    { name: "appointments", documents: 1_803 },
    { name: "practitioners", documents: 5 },
    { name: "users", documents: 3 },
    { name: "logs", documents: 1_803 },
  ],
  barePasswords: 3,
  localTimes: 7_609,
  timeZone: "Europe/Paris",
  timeZones: Intl.supportedValuesOf("timeZone"),
  offGrid: 13,
  overlaps: [...overlaps],
  missingPractitioners: [{ name: "Dr. Parti", appointments: 13 }],
  unknownFields: [{ collection: "patients", field: "groupe_sanguin", documents: 24 }],
  duplicates: [
    {
      first: hit("LÉGER", "Françoise", null, "0612043387"),
      second: hit("LÉGER", "Françoise", null, "06 12 04 33 87"),
    },
    {
      first: hit("EL KHOURY", "Isabelle", null, "0749118260"),
      second: hit("EL KHOURY", "Isabelle", null, "07.49.11.82.60"),
    },
  ],
  unreadable: 0,
  nothingToDo: false,
};

/** Tells the progress of a task, in steps of `pauseMs`, until it is stopped. */
export async function progress(task: LongTask, total: number, pauseMs = 5): Promise<void> {
  const steps = 20;
  begun(task);
  for (let step = 1; step <= steps; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (isStopped(task)) refuse({ code: "stopped" });
    void events.longTaskProgress.emit({ task, done: Math.round((total * step) / steps), total });
  }
}

/** The pause between two steps of a task: `?work=slow` leaves time to look. */
export const stepMs = () => (situation("work") === "slow" ? 400 : 5);

/** A practice with patients is not empty; `?base=empty` is. */
export function refuseUnlessEmpty(): void {
  if (situation("base") !== "empty" && appointments.length > 0) refuse({ code: "baseNotEmpty" });
}

function checkFolder(folder: string): void {
  if (folder.trim() === "" || folder.includes("vide")) refuse({ code: "fileUnusable", problem: "missing" });
  if (folder.includes("photos")) refuse({ code: "fileUnusable", problem: "notRecognised" });
}

/**
 * `onAdopted` is called when the open base is one of this MediGest, `onAccount` when the administrator's account is one
 * of before, as where new passwords are asked for; else theirs is none of before, and stays.
 */
export function adoptionHandlers(onAdopted: () => void, onAccount: () => void): Handlers {
  let failsWith = situation("adoptionFails");
  let isAdopted = situation("adoption") === "done";

  async function run({
    newPasswords,
  }: AdoptionOptions): Promise<Omit<AdoptionOutcome, "backup" | "recoveryCode">> {
    await progress("adoption", TOTAL, stepMs());
    if (failsWith === "storeUnavailable") {
      failsWith = null;
      refuse({ code: "storeUnavailable" });
    }
    isAdopted = true;
    if (newPasswords) onAccount();
    return {
      users: 3,
      patients: 400,
      appointments: 1_803,
      addedPractitioners: ["Dr. Parti"],
      overlaps: [...overlaps],
    };
  }

  /** An interrupted adoption begins with the passwords. */
  const remaining = { ...report, barePasswords: 0, localTimes: 2_114 };

  return {
    adoption_report: () => (situation("adoption") === "unfinished" ? remaining : report),
    adoption_run: async ({ options }: { options: AdoptionOptions }): Promise<AdoptionOutcome> => {
      if (failsWith === "notWritable") {
        failsWith = null;
        refuse({ code: "fileUnusable", problem: "notWritable" });
      }
      const outcome = await run(options);
      onAdopted();
      void events.practiceChanged.emit({ areas: ["connection"] });
      return { ...outcome, backup: BACKUP, recoveryCode: RECOVERY_CODE };
    },
    adoption_overlaps: () => (isAdopted ? overlaps : []),
    import_report: ({ folder }: { folder: string }) => {
      checkFolder(folder);
      refuseUnlessEmpty();
      return report;
    },
    import_run: async (wanted: { folder: string; options: AdoptionOptions }): Promise<AdoptionOutcome> => {
      const { folder, options } = wanted;
      checkFolder(folder);
      refuseUnlessEmpty();
      return { ...(await run(options)), backup: null, recoveryCode: null };
    },
  };
}
