// Mock: when practitioners work: opening hours, and the absences that the commands on them change.
import { addDays, dateOf, dayNumberMs, minutesOf } from "../../dates";
import type { AbsenceView, OpeningSpan, PractitionerView } from "../bindings";
import { practitioners } from "./practitioners";
import { newId, TODAY } from "./support";

export const absences: AbsenceView[] = [];

const [, benali, , nguyen] = practitioners;
if (benali && nguyen) {
  absences.push(
    {
      id: newId(),
      practitionerId: nguyen.id,
      practitionerName: nguyen.name,
      startsAt: `${addDays(TODAY, 1)}T14:00`,
      endsAt: `${addDays(TODAY, 1)}T18:00`,
      label: "Formation",
      by: "admin",
    },
    {
      id: newId(),
      practitionerId: benali.id,
      practitionerName: benali.name,
      startsAt: `${addDays(TODAY, 3)}T00:00`,
      endsAt: `${addDays(TODAY, 5)}T00:00`,
      label: "Congés",
      by: "admin",
    },
  );
}

/** When a practitioner works on that day, earliest first. */
export function openingsOn(practitioner: PractitionerView, date: string): OpeningSpan[] {
  const weekday = new Date(dayNumberMs(date)).getUTCDay() || 7;
  return practitioner.hours
    .filter((opening) => opening.weekday === weekday)
    .map(({ start, end }) => ({ start, end }));
}

/** Absences of that practitioner, and closures, that touch the day. */
export function absencesOn(practitionerId: string, date: string): AbsenceView[] {
  return absences.filter(
    (absence) =>
      (absence.practitionerId ?? practitionerId) === practitionerId &&
      dateOf(absence.startsAt) <= date &&
      absence.endsAt > `${date}T00:00`,
  );
}

/** Why a time lies outside the hours of a practitioner, or `null` when it does not. */
export function outsideHours(
  practitionerId: string,
  slot: { date: string; start: string; end: string },
): { openings: OpeningSpan[]; absence: AbsenceView | null } | null {
  const practitioner = practitioners.find((known) => known.id === practitionerId);
  if (!practitioner) return null;
  const openings = openingsOn(practitioner, slot.date);
  const absence =
    absencesOn(practitionerId, slot.date).find(
      (known) => known.startsAt < `${slot.date}T${slot.end}` && known.endsAt > `${slot.date}T${slot.start}`,
    ) ?? null;
  const isOpen = openings.some(
    (opening) =>
      minutesOf(opening.start) <= minutesOf(slot.start) && minutesOf(slot.end) <= minutesOf(opening.end),
  );
  return isOpen && !absence ? null : { openings, absence };
}
