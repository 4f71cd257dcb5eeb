// The words for the collections of a base.
import { m } from "$lib/i18n";

const names: Record<string, () => string> = {
  patients: m.adoption_collection_patients,
  appointments: m.adoption_collection_appointments,
  practitioners: m.adoption_collection_practitioners,
  users: m.adoption_collection_users,
  logs: m.adoption_collection_logs,
  retards: m.adoption_collection_retards,
  absences: m.adoption_collection_absences,
  settings: m.adoption_collection_settings,
  cles: m.adoption_collection_cles,
};

/** One that MediGest does not know keeps the name it is stored under. */
export function collectionName(name: string): string {
  return names[name]?.() ?? name;
}
