// Booking and changing appointments: sends the command, refreshes what shows it, and says what happened with
// a way back. Failures are thrown to the screen that asked; a refused way back is told in a message.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type AppointmentView, type BookingInput, type RescheduleInput } from "$lib/api/bindings";
import { newOpId, toAppError, type CommandAnswer } from "$lib/api/call";
import { errorText, issueText } from "$lib/api/errorMessages";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import { askOutsideHours } from "./outsideHours";
import { showAtOnce } from "./queries";
import { sendChange } from "./sendChange";
import { whoAndWhen } from "./words";

/** The steps of a visit: the command that notes one, the instant it leaves, and what is told. */
const STEPS = {
  arrive: { command: "appointmentArrive", at: "arrivedAt", told: m.day_toast_arrived },
  callIn: { command: "appointmentCallIn", at: "calledInAt", told: m.day_toast_calledIn },
  finish: { command: "appointmentFinish", at: "finishedAt", told: m.day_toast_finished },
} as const;

export class AppointmentChanges {
  readonly #client: QueryClient;
  /** The same action on the same version, asked again after a lost answer, is the same operation. */
  readonly #operations = new Map<string, string>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /** `onUndone` is told once the booking was taken back. */
  async book(input: BookingInput, opId: string, onUndone?: () => void): Promise<AppointmentView> {
    const booked = await askOutsideHours(input, "book", (accepted) =>
      this.#send(() => commands.appointmentBook(accepted, opId)),
    );
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
    const moved = await askOutsideHours(input, "move", (accepted) =>
      this.#send(() => commands.appointmentReschedule(before.id, before.v, accepted, opId)),
    );
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

  /** To where it was dropped; whether that is outside opening hours is asked anew. */
  move(before: AppointmentView, place: Place): Promise<AppointmentView> {
    const input = { ...placeOf(before), ...place, acceptOutsideHours: false };
    return this.reschedule(before, input, this.#opId(`move ${JSON.stringify(place)}`, before));
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
    const wasOnCallbackList = before.status === "cancelledByDoctor";
    const told = wasOnCallbackList ? m.day_toast_reinstatedOffList : m.day_toast_reinstated;
    toast.done(told(whoAndWhen(confirmed)), { undo: this.#backFromConfirmed(before, confirmed) });
    return confirmed;
  }

  /** Notes that the patient is here. */
  arrive(before: AppointmentView): Promise<AppointmentView> {
    return this.#note("arrive", before);
  }

  /** Notes that the consultation begins. */
  callIn(before: AppointmentView): Promise<AppointmentView> {
    return this.#note("callIn", before);
  }

  /** Notes that the consultation is over. */
  finish(before: AppointmentView): Promise<AppointmentView> {
    return this.#note("finish", before);
  }

  /** Without a way back of its own: noting the step again would note another time. */
  async takeBack(before: AppointmentView): Promise<AppointmentView> {
    const earlier = await this.#takeBack(before);
    toast.done(takenBackText(before));
    return earlier;
  }

  async #note(step: keyof typeof STEPS, before: AppointmentView): Promise<AppointmentView> {
    const { command, at, told } = STEPS[step];
    const noted = await this.#send(() => commands[command](before.id, before.v, this.#opId(step, before)));
    toast.done(told({ ...whoAndWhen(noted), at: noted.visit[at] ?? "" }), {
      undo: () => this.#undo(takenBackText(noted), () => this.#takeBack(noted)),
    });
    return noted;
  }

  #takeBack(before: AppointmentView) {
    return this.#send(() =>
      commands.appointmentTakeBack(before.id, before.v, this.#opId("takeBack", before)),
    );
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

  /** The answer is on screen at once; what else it moved comes with the next reading. */
  async #send(send: () => Promise<CommandAnswer<AppointmentView>>): Promise<AppointmentView> {
    const changed = await sendChange(this.#client, send);
    showAtOnce(this.#client, changed);
    return changed;
  }

  #opId(action: string, { id, v }: AppointmentView): string {
    const key = `${action} ${id} ${v}`;
    const opId = this.#operations.get(key) ?? newOpId();
    this.#operations.set(key, opId);
    return opId;
  }
}

/** Where an appointment is dropped. */
export type Place = Pick<RescheduleInput, "practitionerId" | "date" | "time" | "durationMinutes">;

/** Where an appointment stands, as the form that moves it starts. */
export function placeOf(appointment: AppointmentView): RescheduleInput {
  return {
    practitionerId: appointment.practitionerId,
    date: appointment.date,
    time: appointment.start,
    durationMinutes: appointment.durationMinutes,
    reason: shownReason(appointment),
    acceptOutsideHours: appointment.outsideHours,
  };
}

/** The reason as a form begins with it; `null` where it cannot be read: what is stored then stays. */
export function shownReason({ reason, reasonState }: AppointmentView): string | null {
  return reasonState === "open" ? (reason ?? "") : null;
}

/** Which step was taken back, of an appointment as it was before. */
function takenBackText(before: AppointmentView): string {
  const who = whoAndWhen(before);
  if (before.visit.step === "finished") return m.day_toast_finishTakenBack(who);
  if (before.visit.step === "inConsultation") return m.day_toast_callTakenBack(who);
  return m.day_toast_arrivalTakenBack(who);
}

/** The first finding says more than "some fields are wrong", where there are no fields to look at. */
export function reasonOf(failure: unknown): string {
  const { error } = toAppError(failure);
  const finding = error.code === "validation" ? error.fields[0] : undefined;
  return finding ? issueText(finding) : errorText(failure);
}
