// Booking and changing appointments: sends the command, refreshes what shows it, and says what happened with
// a way back. Failures are thrown to the screen that asked; a refused way back is told in a message.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type AppointmentView, type BookingInput, type RescheduleInput } from "$lib/api/bindings";
import { newOpId, toAppError, type CommandAnswer } from "$lib/api/call";
import { errorText, issueText } from "$lib/api/errorMessages";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import { sendChange } from "./sendChange";
import { whoAndWhen } from "./words";

export class AppointmentChanges {
  readonly #client: QueryClient;
  /** The same action on the same version, asked again after a lost answer, is the same operation. */
  readonly #operations = new Map<string, string>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /** `onUndone` is told once the booking was taken back. */
  async book(input: BookingInput, opId: string, onUndone?: () => void): Promise<AppointmentView> {
    const booked = await this.#send(() => commands.appointmentBook(input, opId));
    toast.done(m.booking_toast_booked(whoAndWhen(booked)), {
      undo: () =>
        this.#undo(m.day_toast_cancelled(whoAndWhen(booked)), async () => {
          await this.#cancel(booked, m.booking_undoReason());
          onUndone?.();
        }),
    });
    return booked;
  }

  async reschedule(before: AppointmentView, input: RescheduleInput, opId: string): Promise<AppointmentView> {
    const moved = await this.#send(() => commands.appointmentReschedule(before.id, before.v, input, opId));
    toast.done(m.day_toast_moved(whoAndWhen(moved)), {
      undo: () =>
        this.#undo(m.day_toast_movedBack(whoAndWhen(before)), () =>
          this.#send(() =>
            commands.appointmentReschedule(moved.id, moved.v, placeOf(before), this.#opId("back", moved)),
          ),
        ),
    });
    return moved;
  }

  async cancel(before: AppointmentView, reason: string, opId: string): Promise<AppointmentView> {
    const cancelled = await this.#cancel(before, reason, opId);
    toast.done(m.day_toast_cancelled(whoAndWhen(cancelled)), { undo: this.#backToConfirmed(cancelled) });
    return cancelled;
  }

  async markAbsent(before: AppointmentView): Promise<AppointmentView> {
    const absent = await this.#markAbsent(before);
    toast.done(m.day_toast_absent(whoAndWhen(absent)), { undo: this.#backToConfirmed(absent) });
    return absent;
  }

  async reinstate(before: AppointmentView): Promise<AppointmentView> {
    const confirmed = await this.#reinstate(before);
    toast.done(m.day_toast_reinstated(whoAndWhen(confirmed)), {
      undo: this.#backFromConfirmed(before, confirmed),
    });
    return confirmed;
  }

  #backToConfirmed(changed: AppointmentView): () => Promise<void> {
    return () => this.#undo(m.day_toast_reinstated(whoAndWhen(changed)), () => this.#reinstate(changed));
  }

  /** A cancellation by the doctor is a decision of its own, which this way back could not restore. */
  #backFromConfirmed(before: AppointmentView, confirmed: AppointmentView): (() => Promise<void>) | undefined {
    if (before.status === "absent") {
      return () => this.#undo(m.day_toast_absent(whoAndWhen(before)), () => this.#markAbsent(confirmed));
    }
    const reason = before.cancellation?.reason;
    if (before.status !== "cancelled" || !reason) return undefined;
    return () => this.#undo(m.day_toast_cancelled(whoAndWhen(before)), () => this.#cancel(confirmed, reason));
  }

  #cancel(before: AppointmentView, reason: string, opId = this.#opId("cancel", before)) {
    return this.#send(() => commands.appointmentCancel(before.id, before.v, reason, opId));
  }

  #markAbsent(before: AppointmentView) {
    return this.#send(() =>
      commands.appointmentMarkAbsent(before.id, before.v, this.#opId("absent", before)),
    );
  }

  #reinstate(before: AppointmentView) {
    return this.#send(() =>
      commands.appointmentReinstate(before.id, before.v, this.#opId("reinstate", before)),
    );
  }

  async #undo(done: string, take: () => Promise<unknown>): Promise<void> {
    try {
      await take();
      toast.done(done);
    } catch (failure) {
      toast.problem(m.day_undoRefused({ why: reasonOf(failure) }));
    }
  }

  #send<T>(send: () => Promise<CommandAnswer<T>>): Promise<T> {
    return sendChange(this.#client, send);
  }

  #opId(action: string, { id, v }: AppointmentView): string {
    const key = `${action} ${id} ${v}`;
    const opId = this.#operations.get(key) ?? newOpId();
    this.#operations.set(key, opId);
    return opId;
  }
}

/** Where an appointment stands, as the form that moves it starts. */
export function placeOf(appointment: AppointmentView): RescheduleInput {
  return {
    practitionerId: appointment.practitionerId,
    date: appointment.date,
    time: appointment.start,
    durationMinutes: appointment.durationMinutes,
    reason: appointment.reason ?? "",
    acceptOutsideHours: appointment.outsideHours,
  };
}

/** The first finding says more than "some fields are wrong", where there are no fields to look at. */
function reasonOf(failure: unknown): string {
  const { error } = toAppError(failure);
  const finding = error.code === "validation" ? error.fields[0] : undefined;
  return finding ? issueText(finding) : errorText(failure);
}
