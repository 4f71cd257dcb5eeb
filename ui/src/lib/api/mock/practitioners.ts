// Mock: the practitioners.
import { minutesOf } from "../../dates";
import type { OpeningInput, OpeningView, PractitionerInput, PractitionerView } from "../bindings";
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
  // Wednesdays in the morning only.
  "Dr Jeanne Moreau": withBreak(["08:30", "12:30"], ["14:00", "18:30"]).filter(
    ({ weekday, start }) => weekday !== 3 || start < "12:00",
  ),
};
for (const practitioner of practitioners) {
  const hours = OWN_HOURS[practitioner.name];
  if (hours) Object.assign(practitioner, { hours, usualHours: false });
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
