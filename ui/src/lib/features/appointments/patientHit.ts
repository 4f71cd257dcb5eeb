// The patient of a booking. One named by an address is found by id: the search names them without opening the medical file, which
// would leave a trace of someone having read it.
import { queryOptions } from "@tanstack/svelte-query";
import { commands, type PatientFile, type PatientHit } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { patientKeys } from "$lib/features/patients/queries";

/** How a search would name the patient of a file that is at hand already. */
export function hitOf({ id, lastName, firstName, birthDate, phone }: PatientFile): PatientHit {
  return { id, lastName, firstName, birthDate, phone };
}

/** `null` when there is no such patient, or none is named. */
export function patientHitQuery(id: string | null) {
  return queryOptions({
    queryKey: [...patientKeys.searches(), "id", id] as const,
    queryFn: async (): Promise<PatientHit | null> => {
      if (id === null) return null;
      const { hits } = await unwrap(commands.patientSearch(id));
      return hits.find((hit) => hit.id === id) ?? null;
    },
  });
}
