// Mock: absences and closures, and the appointments they hit.
import { addDays, dateOf } from "../../dates";
import { parseDate, parseTime } from "../../parse";
import type { AbsenceInput, AbsenceView, AppointmentView } from "../bindings";
import { appointments } from "./appointmentStore";
import { minutesUntil, view } from "./planning";
import { absences } from "./practiceDay";
import { practitioners } from "./practitioners";
import { found, issue, newId, refuse, refuseIssues, situation, TODAY, type Handlers } from "./support";

type Span = Pick<AbsenceView, "practitionerId" | "startsAt" | "endsAt">;

const nameOf = (id: string | null) => practitioners.find((known) => known.id === id)?.name ?? null;

const seed: [practitioner: number | null, startsAt: string, endsAt: string, label: string, by: string][] = [
  [2, "2026-10-19T00:00", "2026-10-24T00:00", "Congés", "leroy"],
  [1, `${addDays(TODAY, -11)}T14:00`, `${addDays(TODAY, -11)}T18:00`, "Réunion à l’hôpital", "claire"],
  [0, `${addDays(TODAY, 14)}T00:00`, `${addDays(TODAY, 19)}T00:00`, "Congés", "martin"],
  [null, "2026-12-25T00:00", "2026-12-26T00:00", "Noël", "admin"],
  [2, "2026-12-28T00:00", "2027-01-02T00:00", "", "claire"],
];
for (const [practitioner, startsAt, endsAt, label, by] of seed) {
  const practitionerId = practitioner === null ? null : (practitioners[practitioner]?.id ?? null);
  absences.push({
    id: newId(),
    practitionerId,
    practitionerName: nameOf(practitionerId),
    startsAt,
    endsAt,
    label,
    by,
  });
}

/** What stands and has not begun. */
function hitBy(span: Span): AppointmentView[] {
  return appointments
    .filter(
      (known) =>
        known.status === "confirmed" &&
        !known.calledInAt &&
        minutesUntil(known) > 0 &&
        (span.practitionerId === null || span.practitionerId === known.practitionerId) &&
        `${known.date}T${known.start}` < span.endsAt &&
        `${known.date}T${known.end}` > span.startsAt,
    )
    .sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`))
    .map((known) => view(known));
}

/** The span of a form, half-open; without times it is whole days. */
function placed(input: AbsenceInput): Span {
  const [first, last] = [parseDate(input.startDate), parseDate(input.endDate)];
  const [from, to] = [input.startTime, input.endTime].map((time) => (time === "" ? "" : parseTime(time)));
  refuseIssues([
    first === null && issue("startDate", "invalidDate"),
    last === null && issue("endDate", "invalidDate"),
    from === null && issue("startTime", "invalidTime"),
    to === null && issue("endTime", "invalidTime"),
  ]);
  const startsAt = `${first}T${from || "00:00"}`;
  const endsAt = to ? `${last}T${to}` : `${addDays(last ?? "", 1)}T00:00`;
  refuseIssues([
    startsAt >= endsAt && issue(first === last ? "endTime" : "endDate", "endsBeforeStart"),
    input.practitionerId === "" && issue("practitionerId", "required"),
  ]);
  return { practitionerId: input.practitionerId, startsAt, endsAt };
}

/** A doctor notes their own, the reception any. */
function guardOwn(practitionerId: string | null): void {
  const isOthers = practitionerId !== practitioners[0]?.id;
  if (situation("as") === "doctor" && isOthers) refuse({ code: "forbidden", action: "book" });
}

const withId = (id: string) =>
  absences.find((known) => known.id === id) ?? refuse({ code: "notFound", entity: "absence" });

export const absenceHandlers: Handlers = {
  absence_list: ({ from, to }: { from: string; to: string }) =>
    absences
      .filter((known) => dateOf(known.startsAt) <= to && known.endsAt > `${from}T00:00`)
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
  absence_preview: ({ input }: { input: AbsenceInput }) => {
    guardOwn(input.practitionerId);
    return hitBy(placed(input));
  },
  absence_create: ({ input }: { input: AbsenceInput }) => {
    const span = placed(input);
    guardOwn(span.practitionerId);
    if (span.practitionerId !== null) found(practitioners, span.practitionerId, "practitioner");
    const noted: AbsenceView = {
      ...span,
      id: newId(),
      practitionerName: nameOf(span.practitionerId),
      label: input.label.trim(),
      by: situation("as") === "doctor" ? "martin" : "claire",
    };
    absences.push(noted);
    return noted;
  },
  absence_remove: ({ id }: { id: string }) => {
    const noted = withId(id);
    guardOwn(noted.practitionerId);
    absences.splice(absences.indexOf(noted), 1);
    return null;
  },
  absence_hits: ({ id }: { id: string }) => {
    const noted = withId(id);
    guardOwn(noted.practitionerId);
    return hitBy(noted);
  },
};
