// The steps of a visit taken from the tablet: one at a time, with its way back, a refusal told in a message.
import { useQueryClient } from "@tanstack/svelte-query";
import type { AppointmentView } from "$lib/api/bindings";
import { toast } from "$lib/components/toast";
import { AppointmentChanges } from "$lib/features/appointments/changes";
import type { VisitAction as VisitStepAction } from "$lib/features/waiting/visitActions";
import { myDayQueries } from "./queries";

export type VisitAction = VisitStepAction | "reinstate";

/** Called while a component is set up. */
export function useVisitActions() {
  const client = useQueryClient();
  const changes = new AppointmentChanges(client);
  let busy = $state<{ action: VisitAction; id: string } | null>(null);

  return {
    /** Which is under way; ends once the day was read again, so that the next tap meets the day as it is. */
    get busy() {
      return busy;
    },
    async run(action: VisitAction, appointment: AppointmentView): Promise<void> {
      if (busy) return;
      busy = { action, id: appointment.id };
      try {
        await changes[action](appointment);
      } catch (refusal) {
        toast.failed(refusal);
      }
      await client.refetchQueries({ queryKey: myDayQueries.today().queryKey }, { cancelRefetch: false });
      busy = null;
    },
  };
}
