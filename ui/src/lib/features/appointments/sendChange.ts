// Sending a change of the practice day, from wherever it is asked: as a mutation, and what shows it is read again.
import type { QueryClient } from "@tanstack/svelte-query";
import { unwrap, type CommandAnswer } from "$lib/api/call";
import { runMutation } from "$lib/api/queryClient";
import { patientKeys } from "$lib/features/patients/queries";
import { planningKeys } from "./queries";

/**
 * Runs as a mutation, so that a lost session or store is noticed; refused or not, the day is read again.
 * Outlives the component that asks: a way back is pressed in a message.
 */
export async function sendChange<T>(client: QueryClient, send: () => Promise<CommandAnswer<T>>): Promise<T> {
  try {
    return await runMutation(
      client,
      { mutationFn: () => unwrap(send()), networkMode: "always" as const },
      undefined,
    );
  } finally {
    void client.invalidateQueries({ queryKey: planningKeys.all });
    // Files show the visits of a patient.
    void client.invalidateQueries({ queryKey: patientKeys.all });
  }
}
