// Mock: the next free times, one after the other through opening hours, breaks and absences.
import { addDays, minutesOf, timeFromMinutes } from "../../dates";
import type { FreeSlotInput, PractitionerView, SlotView } from "../bindings";
import { appointments } from "./appointmentStore";
import { openingsOn, outsideHours } from "./practiceDay";
import { practitioners } from "./practitioners";
import { NOW, TODAY, type Handlers } from "./support";

/** How far the search looks. */
const HORIZON_DAYS = 90;
const NOON = "12:00";

function isTaken(slot: SlotView, patientId: string | null): boolean {
  return appointments.some(
    (known) =>
      known.status === "confirmed" &&
      known.date === slot.date &&
      (known.practitionerId === slot.practitionerId || known.patientId === patientId) &&
      slot.start < known.end &&
      slot.end > known.start,
  );
}

function slotsOn(practitioner: PractitionerView, date: string, input: FreeSlotInput): SlotView[] {
  const free: SlotView[] = [];
  for (const opening of openingsOn(practitioner, date)) {
    let start = minutesOf(opening.start);
    while (start + input.durationMinutes <= minutesOf(opening.end)) {
      const slot = {
        practitionerId: practitioner.id,
        date,
        start: timeFromMinutes(start),
        end: timeFromMinutes(start + input.durationMinutes),
      };
      const isPast = date === TODAY && slot.start < NOW;
      const isWanted = input.part === null || (input.part === "morning") === slot.start < NOON;
      const isFree = !isPast && !isTaken(slot, input.patientId) && !outsideHours(practitioner.id, slot);
      if (isFree && isWanted) free.push(slot);
      start += isFree ? input.durationMinutes : 5;
    }
  }
  return free;
}

function search(input: FreeSlotInput): SlotView[] {
  const wanted = practitioners.filter(
    ({ id, active }) => active && (input.practitionerId === null || input.practitionerId === id),
  );
  const from = input.from < TODAY ? TODAY : input.from;
  const found: SlotView[] = [];
  for (let ahead = 0; ahead <= HORIZON_DAYS && found.length < input.count; ahead += 1) {
    const date = addDays(from, ahead);
    const ofDay = wanted
      .flatMap((practitioner) => slotsOn(practitioner, date, input))
      .filter(({ start }) => date !== input.from || start >= input.fromTime);
    found.push(...ofDay.sort((a, b) => a.start.localeCompare(b.start)));
  }
  return found.slice(0, input.count);
}

export const freeSlotHandlers: Handlers = {
  free_slots: ({ input }: { input: FreeSlotInput }) => search(input),
};
