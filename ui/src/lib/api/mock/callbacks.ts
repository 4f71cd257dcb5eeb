// Mock: the call-back list. Dr Leroy left on Monday morning; some patients were reached since.
// `?callbacks=none` begins with nobody to call.
import { addDays } from "../../dates";
import type { AppointmentView, CallbackOutcome, CallbackView, RescheduleInput, SlotView } from "../bindings";
import { appointmentHandlers } from "./appointments";
import { appointments, type Stored } from "./appointmentStore";
import { freeSlotHandlers } from "./freeSlots";
import { view } from "./planning";
import { practitioners } from "./practitioners";
import { found, NOW, refuse, situation, TODAY, type Handlers } from "./support";

/** Who ticked a patient off, and the appointment that replaces a cancelled one; by the id of the cancelled one. */
const closed = new Map<string, { by: string; at: string }>();
const replacements = new Map<string, string>();

const PROPOSALS = 2;

/** As things stand on Monday morning: an emergency an hour ago, for tomorrow too. */
function begin(): void {
  if (situation("callbacks") === "none") {
    for (const known of appointments) {
      if (known.status === "cancelledByDoctor") closed.set(known.id, { by: "claire", at: `${TODAY}T08:20` });
    }
    return;
  }
  for (const known of appointments) {
    if (known.status === "cancelledByDoctor" && known.cancellation) {
      known.cancellation.reason = "Médecin souffrant";
    }
  }
  const leroy = practitioners[2];
  const tomorrow = appointments.filter(
    (known) => known.practitionerId === leroy?.id && known.date === addDays(TODAY, 1),
  );
  for (const known of tomorrow.slice(0, 5)) {
    known.status = "cancelledByDoctor";
    known.cancellation = { by: "claire", at: `${TODAY}T09:52`, reason: "Urgence familiale" };
  }
  const [reached] = tomorrow;
  if (reached) closed.set(reached.id, { by: "claire", at: `${TODAY}T10:05` });
}

begin();

/** One that was cancelled replaces nothing any more. */
function replacementOf(id: string): Stored | undefined {
  const replacement = appointments.find((known) => known.id === replacements.get(id));
  return replacement?.status === "cancelled" ? undefined : replacement;
}

function outcomeOf({ id }: Stored): CallbackOutcome | null {
  const replacement = replacementOf(id);
  if (replacement) return { kind: "rebooked", appointment: view(replacement) };
  const by = closed.get(id);
  return by ? { kind: "closed", ...by } : null;
}

function proposalsFor({ practitionerId, patientId, durationMinutes, date }: Stored): SlotView[] {
  const from = date > TODAY ? date : addDays(TODAY, 1);
  const input = { practitionerId, durationMinutes, part: null, from, patientId, count: PROPOSALS };
  return freeSlotHandlers["free_slots"]?.({ input }) as SlotView[];
}

function callbackOf(appointment: Stored): CallbackView {
  const outcome = outcomeOf(appointment);
  return {
    appointment: view(appointment),
    proposals: outcome ? [] : proposalsFor(appointment),
    outcome,
  };
}

/** Oldest appointment first; whoever is settled comes last. */
function list(practitionerId: string | null): CallbackView[] {
  return appointments
    .filter(
      (known) =>
        known.status === "cancelledByDoctor" &&
        known.date >= addDays(TODAY, -1) &&
        (practitionerId ?? known.practitionerId) === known.practitionerId,
    )
    .sort((a, b) => `${a.date}T${a.start}`.localeCompare(`${b.date}T${b.start}`))
    .map(callbackOf)
    .sort((a, b) => Number(a.outcome !== null) - Number(b.outcome !== null));
}

/** The appointment at the version the screen knows, if it still waits to be settled (or has been, for `settled`). */
function current(id: string, v: number, settled: boolean): Stored {
  const appointment = found(appointments, id, "appointment");
  if (appointment.v !== v) refuse({ code: "changedByOther" });
  if ((outcomeOf(appointment) !== null) !== settled) {
    refuse({ code: "notAllowedNow", state: "notApplicable" });
  }
  return appointment;
}

function changed(appointment: Stored): AppointmentView {
  appointment.v += 1;
  return view(appointment);
}

/** `by` is the name of whoever is signed in. */
export function callbackHandlers(by: () => string): Handlers {
  return {
    callback_list: ({ practitionerId }: { practitionerId: string | null }) => {
      if (situation("as") === "manager") refuse({ code: "forbidden", action: "reportDelay" });
      return list(practitionerId);
    },
    callback_rebook: ({ id, input }: { id: string; input: RescheduleInput }) => {
      const { patientId } = found(appointments, id, "appointment");
      if (replacementOf(id)) refuse({ code: "changedByOther" });
      const booked = appointmentHandlers["appointment_book"]?.({
        input: { ...input, patientId, insteadOf: id },
      }) as AppointmentView;
      replacements.set(id, booked.id);
      return booked;
    },
    callback_close: ({ id, v }: { id: string; v: number }) => {
      const appointment = current(id, v, false);
      closed.set(id, { by: by(), at: `${TODAY}T${NOW}` });
      return changed(appointment);
    },
    callback_reopen: ({ id, v }: { id: string; v: number }) => {
      const appointment = current(id, v, true);
      closed.delete(id);
      return changed(appointment);
    },
  };
}
