// Mock: delays, and roughly what they do to a day (the real projection stands in the domain).
import { minutesOf, timeFromMinutes } from "../../dates";
import { parseTime } from "../../parse";
import type {
  AppointmentView,
  DelayInput,
  DelayPreview,
  DelayView,
  OpeningSpan,
  Overflow,
  ProjectedView,
} from "../bindings";
import { issue, newId, NOW, refuse, refuseIssues, type Handlers } from "./support";

/** What the projection needs to know of an appointment. */
export type PlannedRow = Pick<AppointmentView, "id" | "start" | "durationMinutes" | "status"> & {
  /** Called in, so that it stays where it is. */
  hasStarted: boolean;
};

/** A practitioner's day as the other parts of the mock know it, earliest first. */
export interface DelayedDay {
  appointments: AppointmentView[];
  openings: OpeningSpan[];
}

const MIDNIGHT = 24 * 60;
const MOST_MINUTES = 480;

/** The newest of a practitioner and day is the one that holds. */
const delays: DelayView[] = [];

/** For the practice as the mock begins. */
export function seedDelay(delay: Omit<DelayView, "id">): void {
  delays.push({ id: newId(), ...delay });
}

export function delayOf(practitionerId: string, date: string): DelayView | null {
  return delays.findLast((known) => known.practitionerId === practitionerId && known.date === date) ?? null;
}

/** By appointment id; those as planned are left out. `rows` are of one day, earliest first. */
export function projectedTimes(
  rows: readonly PlannedRow[],
  delay: Pick<DelayView, "from" | "minutes"> | null,
  openings: readonly OpeningSpan[],
): Map<string, ProjectedView> {
  const projected = new Map<string, ProjectedView>();
  if (!delay) return projected;
  let freeFrom: number | null = null;
  for (const row of rows) {
    const planned = minutesOf(row.start);
    if (
      row.status !== "confirmed" ||
      row.hasStarted ||
      planned + row.durationMinutes <= minutesOf(delay.from)
    ) {
      continue;
    }
    const start: number = freeFrom === null ? planned + delay.minutes : Math.max(planned, freeFrom);
    freeFrom = start + row.durationMinutes;
    if (start > planned) projected.set(row.id, placed(row, start, openings));
  }
  return projected;
}

function placed(row: PlannedRow, start: number, openings: readonly OpeningSpan[]): ProjectedView {
  const end = start + row.durationMinutes;
  return {
    start: timeFromMinutes(start),
    end: timeFromMinutes(end),
    delayMinutes: start - minutesOf(row.start),
    overflow: overflowOf(row, end, openings),
  };
}

function overflowOf(row: PlannedRow, end: number, openings: readonly OpeningSpan[]): Overflow | null {
  if (end > MIDNIGHT) return "midnight";
  const session = openings.findIndex((opening) => opening.start <= row.start && row.start < opening.end);
  const closes = openings[session]?.end;
  if (closes === undefined || end <= minutesOf(closes)) return null;
  return session === openings.length - 1 ? "closing" : "break";
}

/** What the input asks for, after the rules on its fields. */
function wanted(input: DelayInput): Pick<DelayView, "from" | "minutes"> {
  const from = input.from === "" ? NOW : parseTime(input.from);
  refuseIssues([
    (input.minutes < 1 || input.minutes > MOST_MINUTES) && issue("minutes", "durationOutOfRange"),
    from === null && issue("from", "invalidTime"),
  ]);
  const held = input.add ? (delayOf(input.practitionerId, input.date)?.minutes ?? 0) : 0;
  return { from: from ?? NOW, minutes: held + input.minutes };
}

function preview(input: DelayInput, { appointments, openings }: DelayedDay): DelayPreview {
  const delay = wanted(input);
  const rows = appointments.map((known): PlannedRow => ({
    ...known,
    hasStarted: known.visit.step === "inConsultation" || known.visit.step === "finished",
  }));
  const projected = projectedTimes(rows, delay, openings);
  const standing = appointments.filter((known) => known.status === "confirmed");
  const endOf = (known: AppointmentView) => projected.get(known.id)?.end ?? known.end;
  const last = standing.at(-1);
  const smallest = Math.min(...[...projected.values()].map((known) => known.delayMinutes));
  return {
    minutes: delay.minutes,
    shifted: projected.size,
    absorbedMinutes:
      projected.size === 0 ? 0 : delay.minutes - (last && projected.has(last.id) ? smallest : 0),
    plannedEnd: last?.end ?? null,
    projectedEnd: standing.map(endOf).sort().at(-1) ?? null,
    overflow: standing.flatMap((known) => {
      const shifted = projected.get(known.id);
      return shifted?.overflow ? [{ ...known, projected: shifted }] : [];
    }),
  };
}

/** `dayOf` answers a practitioner's day; `by` the name of whoever is signed in. */
export function delayHandlers(
  dayOf: (practitionerId: string, date: string) => DelayedDay,
  by: () => string,
): Handlers {
  return {
    delay_preview: ({ input }: { input: DelayInput }) =>
      preview(input, dayOf(input.practitionerId, input.date)),
    delay_report: ({ input }: { input: DelayInput }) => {
      const { practitionerId, date } = input;
      const delay = { id: newId(), practitionerId, date, ...wanted(input), by: by(), at: NOW };
      delays.push(delay);
      return delay;
    },
    delay_withdraw: ({ id }: { id: string }) => {
      const delay = delays.find((known) => known.id === id);
      if (!delay || delayOf(delay.practitionerId, delay.date) !== delay) {
        refuse({ code: "notFound", entity: "delay" });
      }
      // The plan stands as before: no earlier report comes back.
      for (const known of delays.filter(
        ({ practitionerId, date }) => practitionerId === delay.practitionerId && date === delay.date,
      )) {
        delays.splice(delays.indexOf(known), 1);
      }
      return null;
    },
  };
}
