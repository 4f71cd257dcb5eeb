// Mock: the practitioners.
import type { OpeningView, PractitionerInput, PractitionerView } from "../bindings";
import { CLOSES_AT, found, issue, newId, OPENS_AT, refuseIssues, type Handlers } from "./support";

/** Mondays to Fridays, with a break at noon. */
function withBreak(morning: [string, string], afternoon: [string, string]): OpeningView[] {
  return [1, 2, 3, 4, 5].flatMap((weekday) =>
    [morning, afternoon].map(([start, end]) => ({ weekday, start, end })),
  );
}

const seed: [name: string, speciality: string, color: string, active: boolean][] = [
  ["Dr Hélène Martin", "Médecine générale", "#0d8a7e", true],
  ["Dr Karim Benali", "Cardiologie", "#3576f0", true],
  ["Dr Anne-Sophie Leroy", "Pédiatrie", "#d9670a", true],
  ["Dr Paul Nguyen", "Dermatologie", "#8250f0", true],
  ["Dr Jeanne Moreau", "Médecine générale", "#e0407b", false],
];

/** The practice's usual hours, of practitioners who have set none. */
export const usual = {
  hours: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: OPENS_AT, end: CLOSES_AT })),
  usualHours: true,
};

export const practitioners: PractitionerView[] = seed.map(([name, speciality, color, active]) => ({
  id: newId(),
  name,
  speciality,
  color,
  active,
  ...usual,
}));

const OWN_HOURS: Record<string, OpeningView[]> = {
  "Dr Anne-Sophie Leroy": withBreak(["08:30", "12:30"], ["13:15", "18:30"]),
  "Dr Paul Nguyen": withBreak(["09:00", "12:30"], ["13:15", "18:00"]),
};
for (const practitioner of practitioners) {
  const hours = OWN_HOURS[practitioner.name];
  if (hours) Object.assign(practitioner, { hours, usualHours: false });
}

const spansOf = (weekday: number, ...spans: [start: string, end: string][]): OpeningView[] =>
  spans.map(([start, end]) => ({ weekday, start, end }));

/** Dr Nguyen works with a lunch break, and not on Wednesdays. */
Object.assign(practitioners[3]!, {
  usualHours: false,
  hours: [1, 2, 4, 5]
    .flatMap((day) => spansOf(day, ["08:30", "12:30"], ["14:00", "19:00"]))
    .concat(spansOf(6, ["09:00", "12:00"])),
});

/** When a practitioner works on a local date, earliest first. */
export function openingsOn(practitionerId: string, date: string): OpeningSpan[] {
  const hours = practitioners.find(({ id }) => id === practitionerId)?.hours ?? [];
  return hours.filter(({ weekday }) => weekday === weekdayOf(date)).map(({ start, end }) => ({ start, end }));
}

const absence = (
  practitioner: number | null,
  startsAt: string,
  endsAt: string,
  label: string,
  by = "claire",
): AbsenceView => ({
  id: newId(),
  practitionerId: practitioner === null ? null : practitioners[practitioner]!.id,
  practitionerName: practitioner === null ? null : practitioners[practitioner]!.name,
  startsAt,
  endsAt,
  label,
  by,
});

/** Half-open, as local dates and times. */
export const absences: AbsenceView[] = [
  absence(2, "2026-10-19T00:00", "2026-10-24T00:00", "Congés", "leroy"),
  absence(1, `${addDays(TODAY, -11)}T14:00`, `${addDays(TODAY, -11)}T18:00`, "Réunion à l’hôpital"),
  absence(3, `${addDays(TODAY, 3)}T14:00`, `${addDays(TODAY, 3)}T19:00`, "Formation continue"),
  absence(0, `${addDays(TODAY, 14)}T00:00`, `${addDays(TODAY, 19)}T00:00`, "Congés", "martin"),
  absence(null, "2026-12-25T00:00", "2026-12-26T00:00", "Noël", "admin"),
  absence(1, "2026-12-28T00:00", "2027-01-02T00:00", "Congés"),
];

/** The absences and closures of a practitioner that touch a local date. */
export function absencesOn(practitionerId: string, date: string): AbsenceView[] {
  return absences.filter(
    (known) =>
      (known.practitionerId === null || known.practitionerId === practitionerId) &&
      known.startsAt < `${addDays(date, 1)}T00:00` &&
      known.endsAt > `${date}T00:00`,
  );
}

export interface MockSpan {
  practitionerId: string;
  date: string;
  start: string;
  end: string;
}

/** The absence a span falls into, if any. */
export function absenceAt({ practitionerId, date, start, end }: MockSpan): AbsenceView | null {
  const isHit = (known: AbsenceView) =>
    known.startsAt < `${date}T${end}` && known.endsAt > `${date}T${start}`;
  return absencesOn(practitionerId, date).find(isHit) ?? null;
}

/** Whether a span lies outside opening hours, or within an absence. */
export function isOutsideHours(span: MockSpan): boolean {
  const isOpen = openingsOn(span.practitionerId, span.date).some(
    ({ start, end }) => start <= span.start && span.end <= end,
  );
  return !isOpen || absenceAt(span) !== null;
}

// Somebody with hours of their own: breaks, and Wednesday mornings only.
const moreau = practitioners[4];
if (moreau) {
  moreau.usualHours = false;
  moreau.hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "08:30", end: "12:30" },
    ...(weekday === 3 ? [] : [{ weekday, start: "14:00", end: "18:30" }]),
  ]);
}

function check(input: PractitionerInput): void {
  refuseIssues([
    input.name.trim() === "" && issue("name", "required"),
    input.speciality.trim() === "" && issue("speciality", "required"),
    !/^#[0-9a-f]{6}$/i.test(input.color.trim()) && issue("color", "invalidColor"),
  ]);
}

export const practitionerHandlers: Handlers = {
  practitioner_list: () => practitioners,
  practitioner_create: ({ input }: { input: PractitionerInput }) => {
    check(input);
    const created = { id: newId(), ...input, active: true, ...usual };
    practitioners.push(created);
    return created;
  },
  practitioner_update: ({ id, input }: { id: string; input: PractitionerInput }) => {
    check(input);
    return Object.assign(found(practitioners, id, "practitioner"), input);
  },
  practitioner_remove: ({ id }: { id: string }) => {
    const practitioner = found(practitioners, id, "practitioner");
    if (practitioners.indexOf(practitioner) < seed.length) {
      practitioner.active = false;
      return { kind: "deactivated", appointments: 42 };
    }
    practitioners.splice(practitioners.indexOf(practitioner), 1);
    return { kind: "deleted" };
  },
  practitioner_set_hours: ({ id, hours }: { id: string; hours: OpeningInput[] }) => {
    refuseIssues([
      hours.some(({ start, end }) => !(minutesOf(start) < minutesOf(end))) && issue("hours", "invalidTime"),
    ]);
    const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.start.localeCompare(b.start));
    const practitioner = found(practitioners, id, "practitioner");
    return Object.assign(practitioner, hours.length === 0 ? usual : { hours: sorted, usualHours: false });
  },
  practitioner_set_hours: ({ id, hours }: { id: string; hours: OpeningInput[] }) => {
    refuseIssues([
      hours.some(({ start, end }) => !(minutesOf(start) < minutesOf(end))) && issue("hours", "invalidTime"),
    ]);
    const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.start.localeCompare(b.start));
    const practitioner = found(practitioners, id, "practitioner");
    return Object.assign(practitioner, hours.length === 0 ? usual : { hours: sorted, usualHours: false });
  },
  practitioner_set_active: ({ id, active }: { id: string; active: boolean }) =>
    Object.assign(found(practitioners, id, "practitioner"), { active }),
};
