// Settling and reopening patients of the call-back list: says what happened, with a way back.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type AppointmentView, type RescheduleInput } from "$lib/api/bindings";
import { newOpId } from "$lib/api/call";
import { toast } from "$lib/components/toast";
import { askOutsideHours } from "$lib/features/appointments/outsideHours";
import { sendChange } from "$lib/features/appointments/sendChange";
import { patientNameOf, whoAndWhen } from "$lib/features/appointments/words";
import { m } from "$lib/i18n";

export class CallbackChanges {
  readonly #client: QueryClient;
  /** The same thing asked again after a lost answer is the same operation. */
  readonly #operations = new Map<string, string>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /**
   * Books what replaces `cancelled`, asking first when it is outside opening hours. Taken back, the new appointment
   * is cancelled, which puts the patient back on the list.
   */
  async rebook(cancelled: AppointmentView, input: RescheduleInput, opId?: string): Promise<AppointmentView> {
    const operation = opId ?? this.#opId(`rebook ${JSON.stringify(input)}`, cancelled);
    const booked = await askOutsideHours(input, "book", (accepted) =>
      sendChange(this.#client, () => commands.callbackRebook(cancelled.id, accepted, operation)),
    );
    toast.done(m.callbacks_toast_rebooked(whoAndWhen(booked)), {
      undo: async () => {
        await this.#cancel(booked);
        toast.done(m.callbacks_toast_reopened({ patient: patientNameOf(booked) }));
      },
    });
    return booked;
  }

  /** The patient wants no new appointment. */
  async close(cancelled: AppointmentView): Promise<void> {
    const closed = await this.#close(cancelled);
    toast.done(m.callbacks_toast_closed({ patient: patientNameOf(closed) }), {
      undo: async () => {
        await this.#reopen(closed);
        toast.done(m.callbacks_toast_reopened({ patient: patientNameOf(closed) }));
      },
    });
  }

  async reopen(closed: AppointmentView): Promise<void> {
    const open = await this.#reopen(closed);
    toast.done(m.callbacks_toast_reopened({ patient: patientNameOf(open) }), {
      undo: async () => {
        await this.#close(open);
        toast.done(m.callbacks_toast_closed({ patient: patientNameOf(open) }));
      },
    });
  }

  #cancel(booked: AppointmentView): Promise<AppointmentView> {
    const opId = this.#opId("cancel", booked);
    const reason = m.callbacks_undoReason();
    return sendChange(this.#client, () => commands.appointmentCancel(booked.id, booked.v, reason, opId));
  }

  #close(cancelled: AppointmentView): Promise<AppointmentView> {
    const opId = this.#opId("close", cancelled);
    return sendChange(this.#client, () => commands.callbackClose(cancelled.id, cancelled.v, opId));
  }

  #reopen(closed: AppointmentView): Promise<AppointmentView> {
    const opId = this.#opId("reopen", closed);
    return sendChange(this.#client, () => commands.callbackReopen(closed.id, closed.v, opId));
  }

  #opId(action: string, { id, v }: AppointmentView): string {
    const key = `${action} ${id} ${v}`;
    const opId = this.#operations.get(key) ?? newOpId();
    this.#operations.set(key, opId);
    return opId;
  }
}
