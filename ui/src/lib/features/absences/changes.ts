// Noting and taking back absences, and settling the appointments they hit: says what happened, with a way back.
import type { QueryClient } from "@tanstack/svelte-query";
import {
  commands,
  type AbsenceInput,
  type AbsenceView,
  type AppointmentView,
  type SlotView,
} from "$lib/api/bindings";
import { AppError, newOpId } from "$lib/api/call";
import { toast } from "$lib/components/toast";
import { AppointmentChanges, placeOf } from "$lib/features/appointments/changes";
import { sendChange } from "$lib/features/appointments/sendChange";
import { patientNameOf } from "$lib/features/appointments/words";
import { m } from "$lib/i18n";
import { againOf } from "./absenceForm";
import { whenAway, whoIsAway } from "./words";

export class AbsenceChanges {
  readonly #client: QueryClient;
  readonly #appointments: AppointmentChanges;
  /** The same thing asked again after a lost answer is the same operation. */
  readonly #operations = new Map<string, string>();

  constructor(client: QueryClient) {
    this.#client = client;
    this.#appointments = new AppointmentChanges(client);
  }

  async create(input: AbsenceInput, opId: string): Promise<AbsenceView> {
    const noted = await sendChange(this.#client, () => commands.absenceCreate(input, opId));
    const when = whenAway(noted);
    const message =
      noted.practitionerId === null
        ? m.absences_created_closure({ when })
        : m.absences_created({ who: whoIsAway(noted), when });
    toast.done(message, { undo: () => this.remove(noted) });
    return noted;
  }

  async remove(absence: AbsenceView): Promise<void> {
    const opId = this.#opId(`remove ${absence.id}`);
    await sendChange(this.#client, () => commands.absenceRemove(absence.id, opId));
    toast.done(m.absences_removed({ who: whoIsAway(absence), when: whenAway(absence) }), {
      undo: () => this.create(againOf(absence), newOpId()),
    });
  }

  /** To a free time, keeping length and reason. */
  move(hit: AppointmentView, slot: SlotView): Promise<AppointmentView> {
    const input = {
      ...placeOf(hit),
      practitionerId: slot.practitionerId,
      date: slot.date,
      time: slot.start,
      acceptOutsideHours: false,
    };
    return this.#appointments.reschedule(hit, input, this.#opId(`move ${JSON.stringify(input)}`, hit));
  }

  /** As the practitioner is away: the patient joins the call-back list. */
  async cancel(hit: AppointmentView, reason: string): Promise<void> {
    const { practitionerId, id } = hit;
    const input = { practitionerId, scope: { kind: "appointment" as const, id }, reason };
    const opId = this.#opId("cancel", hit);
    const outcome = await sendChange(this.#client, () => commands.emergencyCancel(input, opId));
    const cancelled = outcome.cancelled[0];
    if (!cancelled) throw new AppError({ code: "changedByOther" });
    toast.done(m.absences_cancelled({ patient: patientNameOf(hit) }), {
      undo: () => this.#appointments.reinstate(cancelled),
    });
  }

  #opId(action: string, on?: Pick<AppointmentView, "id" | "v">): string {
    const key = on ? `${action} ${on.id} ${on.v}` : action;
    const opId = this.#operations.get(key) ?? newOpId();
    this.#operations.set(key, opId);
    return opId;
  }
}
