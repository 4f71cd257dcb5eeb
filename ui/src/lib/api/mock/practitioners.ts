// Mock: the practitioners.
import type { PractitionerInput, PractitionerView } from "../bindings";
import { CLOSES_AT, found, issue, newId, OPENS_AT, refuseIssues, type Handlers } from "./support";

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
  practitioner_set_active: ({ id, active }: { id: string; active: boolean }) =>
    Object.assign(found(practitioners, id, "practitioner"), { active }),
};
