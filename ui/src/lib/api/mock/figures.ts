// Mock: the figures of the practice, counted from a made-up year (practiceYear.ts) and the days that are on screen,
// and the files that were saved, of which nothing is kept.
import { addDays, dateOf, dateParts, daysBetween, minutesOf, timeOf, weekdayOf } from "../../dates";
import type {
  AppointmentStatus,
  ExportInput,
  FiguresInput,
  FiguresListInput,
  FiguresListView,
  FiguresView,
  PeriodFigures,
  Rate,
  SavedFileView,
  Spread,
  Workload,
} from "../bindings";
import { appointments, type Stored } from "./appointmentStore";
import { absencesOn, openingsOn } from "./practiceDay";
import { newPatientsOn, yearOf, type Past } from "./practiceYear";
import { minutesUntil, view } from "./planning";
import { practitioners } from "./practitioners";
import { issue, refuseIssues, type Handlers } from "./support";

const MAX_DAYS = 400;
const MOST_LISTED = 500;
const STATUSES = ["confirmed", "cancelled", "absent", "cancelledByDoctor"] as const;

/** An appointment of the planning has no day of booking: the figures give it one. */
const bookedBefore = (known: Stored) => (known as Past).leadDays ?? (minutesOf(known.start) * 7) % 23;
const isKept = ({ status }: Stored) => status === "confirmed" || status === "absent";
const hasBegun = (known: Stored) => minutesUntil(known) < 0;
const isDue = (known: Stored) => isKept(known) && hasBegun(known);
const hourOf = ({ start }: Stored) => Math.floor(minutesOf(start) / 60);
const isWaitKnown = ({ arrivedAt, calledInAt }: Stored) =>
  arrivedAt !== undefined && calledInAt !== undefined;

function within(from: string, to: string, practitionerId: string | null): Stored[] {
  const onScreen = new Set(appointments.map(({ date }) => date));
  const past = yearOf().filter(({ date }) => !onScreen.has(date));
  return [...past, ...appointments].filter(
    (known) =>
      known.date >= from &&
      known.date <= to &&
      (practitionerId === null || known.practitionerId === practitionerId),
  );
}

const rateOf = (count: number, of: number): Rate => ({
  count,
  of,
  permille: of === 0 ? null : Math.round((count * 1000) / of),
});

/** By nearest rank, as the real figures. */
function spreadOf(values: number[]): Spread {
  const sorted = values.sort((a, b) => a - b);
  const rank = (percent: number) => sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
  return { count: sorted.length, median: rank(50), p90: rank(90) };
}

function waits(known: Stored): number[] {
  if (!known.arrivedAt || !known.calledInAt) return [];
  return [
    Math.max(0, minutesOf(known.calledInAt) - Math.max(minutesOf(known.arrivedAt), minutesOf(known.start))),
  ];
}

function lateness(known: Stored): number[] {
  return known.calledInAt ? [minutesOf(known.calledInAt) - minutesOf(known.start)] : [];
}

function datesOf(from: string, to: string): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, step) => addDays(from, step));
}

function openMinutes(practitionerId: string, dates: string[]): number {
  const practitioner = practitioners.find(({ id }) => id === practitionerId);
  if (!practitioner) return 0;
  return dates.reduce((sum, date) => {
    const away = absencesOn(practitionerId, date).map(({ startsAt, endsAt }) => [
      dateOf(startsAt) < date ? 0 : minutesOf(timeOf(startsAt)),
      dateOf(endsAt) > date ? 1440 : minutesOf(timeOf(endsAt)),
    ]);
    const open = openingsOn(practitioner, date).reduce((minutes, span) => {
      const [start, end] = [minutesOf(span.start), minutesOf(span.end)];
      const lost = away.map(([from = 0, to = 0]) => Math.max(0, Math.min(end, to) - Math.max(start, from)));
      return minutes + end - start - Math.min(end - start, Math.max(0, ...lost));
    }, 0);
    return sum + open;
  }, 0);
}

function workloadOf(all: Stored[], dates: string[], practitionerId: string | null): Workload[] {
  return practitioners
    .filter(({ id }) => practitionerId === null || id === practitionerId)
    .map((practitioner) => ({
      practitioner,
      own: all.filter((known) => known.practitionerId === practitioner.id),
    }))
    .filter(({ practitioner, own }) => practitioner.active || own.length > 0)
    .map(({ practitioner: { id, name, color }, own }) => {
      const kept = own.filter(isKept);
      const bookedMinutes = kept.reduce((sum, known) => sum + known.durationMinutes, 0);
      const minutes = openMinutes(id, dates);
      return {
        practitionerId: id,
        name,
        color,
        appointments: kept.length,
        bookedMinutes,
        openMinutes: minutes,
        share: rateOf(bookedMinutes, minutes),
      };
    });
}

function periodFigures(from: string, to: string, practitionerId: string | null): PeriodFigures {
  const all = within(from, to, practitionerId);
  const dates = datesOf(from, to);
  const due = all.filter(isDue);
  const count = (status: AppointmentStatus, of: Stored[] = all) =>
    of.filter((known) => known.status === status).length;
  const absent = count("absent", due);
  const hours = [...new Set(all.filter((known) => known.calledInAt).map(hourOf))].sort((a, b) => a - b);
  const kept = all.filter(isKept);
  const busy = new Map<string, number>();
  const byDate = new Map(dates.map((date) => [date, [] as Stored[]]));
  for (const known of all) byDate.get(known.date)?.push(known);
  for (const known of kept) {
    const cell = `${weekdayOf(known.date)} ${hourOf(known)}`;
    busy.set(cell, (busy.get(cell) ?? 0) + 1);
  }
  return {
    appointments: all.length,
    byStatus: STATUSES.map((status) => ({ status, count: count(status) })),
    due: due.length,
    noShowOfDue: rateOf(absent, due.length),
    noShowOfAll: rateOf(absent, all.length),
    cancelledByPatient: rateOf(count("cancelled"), all.length),
    cancelledByDoctor: rateOf(count("cancelledByDoctor"), all.length),
    leadDays: spreadOf(all.map(bookedBefore)),
    waitingMinutes: spreadOf(all.flatMap(waits)),
    latenessMinutes: spreadOf(all.flatMap(lateness)),
    latenessByHour: hours.map((hour) => {
      const {
        count: calls,
        median,
        p90,
      } = spreadOf(all.filter((known) => hourOf(known) === hour).flatMap(lateness));
      return { hour, count: calls, median: median ?? 0, p90: p90 ?? 0 };
    }),
    newPatients: dates.reduce((sum, date) => sum + newPatientsOn(date), 0),
    workload: workloadOf(all, dates, practitionerId),
    busiest: [...busy]
      .map(([cell, found]) => {
        const [weekday = 0, hour = 0] = cell.split(" ").map(Number);
        return { weekday, hour, count: found };
      })
      .sort((a, b) => a.weekday - b.weekday || a.hour - b.hour),
    trend: dates.map((date) => {
      const day = byDate.get(date) ?? [];
      return {
        date,
        confirmed: count("confirmed", day),
        cancelled: count("cancelled", day),
        absent: count("absent", day),
        cancelledByDoctor: count("cancelledByDoctor", day),
      };
    }),
  };
}

function read({ input: { from, to, practitionerId } }: { input: FiguresInput }): FiguresView {
  const days = daysBetween(from, to) + 1;
  refuseIssues([
    !dateParts(from) && issue("from", "invalidDate"),
    !dateParts(to) && issue("to", "invalidDate"),
    days < 1 && issue("to", "endsBeforeStart"),
    days > MAX_DAYS && issue("to", "tooLong"),
  ]);
  const [previousFrom, previousTo] = [addDays(from, -days), addDays(to, -days)];
  return {
    from,
    to,
    previousFrom,
    previousTo,
    current: periodFigures(from, to, practitionerId),
    previous: periodFigures(previousFrom, previousTo, practitionerId),
  };
}

function list({ input }: { input: FiguresListInput }): FiguresListView {
  const found = within(input.from, input.to, input.practitionerId)
    .filter((known) => input.status === null || known.status === input.status)
    .filter((known) => input.weekday === null || weekdayOf(known.date) === input.weekday)
    .filter((known) => input.hour === null || hourOf(known) === input.hour)
    .filter((known) => !input.due || isDue(known))
    .filter((known) => !input.waited || isWaitKnown(known))
    .sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`));
  return { appointments: found.slice(0, MOST_LISTED).map((known) => view(known)), total: found.length };
}

function save({ input: { name } }: { input: ExportInput }): SavedFileView {
  return { name, path: `/home/sophie/Téléchargements/${name}`, entries: 0 };
}

export const figuresHandlers: Handlers = {
  figures_read: read,
  figures_list: list,
  export_save: save,
};
