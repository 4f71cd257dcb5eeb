// The appointments that an emergency would cancel, asked before anything is sent.
import { queryOptions } from "@tanstack/svelte-query";
import { commands, type EmergencyScope } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";

export const emergencyQueries = {
  /** Below the planning, so that what is booked or cancelled meanwhile shows. The reason changes nothing in it. */
  preview: (practitionerId: string, scope: EmergencyScope) =>
    queryOptions({
      queryKey: [...planningKeys.all, "emergencyPreview", practitionerId, scope],
      queryFn: () => unwrap(commands.emergencyPreview({ practitionerId, scope, reason: "" })),
    }),
};
