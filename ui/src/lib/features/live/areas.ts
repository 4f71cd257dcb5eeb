// What a change means for the screens: the queries to read again, by area, and the words for it.
import type { ChangedArea } from "$lib/api/bindings";
import { rootKeys } from "$lib/api/queryClient";
import { planningKeys } from "$lib/features/appointments/queries";
import { patientKeys } from "$lib/features/patients/queries";
import { practitionerKeys } from "$lib/features/practitioners/queries";
import { userKeys } from "$lib/features/users/queries";
import { m } from "$lib/i18n";

type KeyPrefix = readonly string[];

/**
 * Prefixes of the queries that show something of an area. Everything about a day stands under the planning:
 * days, "Ma journée", the waiting room, delays, absences, free times, the call-back list.
 */
export const shownIn: Record<ChangedArea, readonly KeyPrefix[]> = {
  // A file says where a delay puts its visits, which depends on everything in the day.
  appointments: [planningKeys.all, patientKeys.files()],
  delays: [planningKeys.all, patientKeys.files()],
  absences: [planningKeys.all, patientKeys.files()],
  patients: [patientKeys.all, planningKeys.all],
  practitioners: [practitionerKeys.all, planningKeys.all],
  // One's own role may be among them.
  users: [userKeys.all, rootKeys.session],
  settings: [rootKeys.practice, planningKeys.all],
  connection: [rootKeys.connection],
};

export const ALL_AREAS = Object.keys(shownIn) as ChangedArea[];

/** What is said of a change made elsewhere; the connection speaks for itself in its banner. */
const words: Record<Exclude<ChangedArea, "connection">, () => string> = {
  appointments: m.live_changed_appointments,
  delays: m.live_changed_delays,
  absences: m.live_changed_absences,
  patients: m.live_changed_patients,
  practitioners: m.live_changed_practitioners,
  users: m.live_changed_users,
  settings: m.live_changed_settings,
};

/** "Un autre poste a changé : le planning, les retards." */
export function changeWords(areas: readonly ChangedArea[]): string {
  const named = areas.flatMap((area) => (area === "connection" ? [] : [words[area]()]));
  return named.length === 0 ? "" : m.live_changed({ what: named.join(", ") });
}
