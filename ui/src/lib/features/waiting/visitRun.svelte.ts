// Noting a step of a visit from a row: one at a time, by button or by key; a refusal is told in a message.
import type { QueryClient } from "@tanstack/svelte-query";
import type { AppointmentView } from "$lib/api/bindings";
import { actionStateText } from "$lib/api/errorMessages";
import { announce } from "$lib/components/liveRegion.svelte";
import { toast } from "$lib/components/toast";
import { AppointmentChanges } from "$lib/features/appointments/changes";
import { useShortcuts } from "$lib/shortcuts.svelte";
import { VISIT_KEYS, visitShortcutNames, type KeyedAction, type VisitAction } from "./visitActions";

const KEYED = Object.keys(VISIT_KEYS) as KeyedAction[];

export class VisitRun {
  readonly #changes: AppointmentChanges;
  readonly #onrun: (id: string) => void;
  #busy = $state.raw<{ id: string; action: VisitAction } | null>(null);

  /** `onrun` is told of the row before it is sent: its button goes away with the answer. */
  constructor(client: QueryClient, onrun: (id: string) => void = () => {}) {
    this.#changes = new AppointmentChanges(client);
    this.#onrun = onrun;
  }

  isBusy(id: string, action: VisitAction): boolean {
    return this.#busy?.id === id && this.#busy.action === action;
  }

  async run(action: VisitAction, appointment: AppointmentView): Promise<void> {
    if (this.#busy) return;
    this.#busy = { id: appointment.id, action };
    this.#onrun(appointment.id);
    try {
      await this.#changes[action](appointment);
    } catch (failure) {
      toast.failed(failure);
    } finally {
      this.#busy = null;
    }
  }
}

/** Offers the keys of the steps while the component lives, for the row that `selected` answers. */
export function useVisitKeys(selected: () => AppointmentView | null, run: VisitRun): void {
  const press = (action: VisitAction) => {
    const appointment = selected();
    if (!appointment) return;
    const state = appointment.actions[action];
    if (state === "allowed") void run.run(action, appointment);
    else announce(actionStateText(state));
  };
  useShortcuts(() =>
    KEYED.map((action) => ({
      keys: VISIT_KEYS[action],
      label: visitShortcutNames[action](),
      scope: "screen" as const,
      run: () => press(action),
    })),
  );
}
