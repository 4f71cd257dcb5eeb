// Weekly opening hours: the draft that the editor works on, what is wrong with it, and hours in words.
import type { OpeningInput, OpeningView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { formatTimeRange, formatWeekday } from "$lib/format";
import { m } from "$lib/i18n";

/** 1 Monday to 7 Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** `hh:mm`, or as typed while it is no time. */
export interface DraftSpan {
  start: string;
  end: string;
}

/** The spans of each day, Monday first; none on a closed one. */
export type Week = DraftSpan[][];

export function weekOf(hours: readonly OpeningView[]): Week {
  return WEEKDAYS.map((day) =>
    hours.filter(({ weekday }) => weekday === day).map(({ start, end }) => ({ start, end })),
  );
}

export function inputsOf(week: Week): OpeningInput[] {
  return week.flatMap((spans, index) => spans.map((span) => ({ weekday: index + 1, ...span })));
}

/** What a press on "add" puts at the end of a day: a morning, an afternoon, then whatever is typed. */
export function nextSpan(spans: readonly DraftSpan[]): DraftSpan {
  const last = spans.at(-1);
  if (!last) return { start: "09:00", end: "12:00" };
  return last.end <= "14:00" ? { start: "14:00", end: "18:00" } : { start: "", end: "" };
}

/** Something to correct before the hours are sent. */
export interface HoursProblem {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** Position of the span in its day. */
  span: number;
  field: keyof DraftSpan;
  text: string;
}

/** Minutes that hours start and end on. */
const GRID = 5;

/** Where each problem stands, so that it is said at its field; the rules themselves answer for the whole week. */
export function problemsOf(week: Week): HoursProblem[] {
  return week.flatMap((spans, index) =>
    spans.flatMap((span, position) => {
      const at = { weekday: index + 1, span: position };
      const typed = (["start", "end"] as const).flatMap((field) => {
        const text = timeProblem(span[field]);
        return text === null ? [] : [{ ...at, field, text }];
      });
      if (typed.length > 0) return typed;
      if (span.end <= span.start)
        return [{ ...at, field: "end" as const, text: m.admin_hours_issue_endsBefore() }];
      const overlaps = spans
        .slice(0, position)
        .some((other) => span.start < other.end && other.start < span.end);
      return overlaps ? [{ ...at, field: "start" as const, text: m.admin_hours_issue_overlap() }] : [];
    }),
  );
}

function timeProblem(time: string): string | null {
  if (time === "") return m.errors_rule_required();
  const minutes = minutesOf(time);
  if (Number.isNaN(minutes)) return m.errors_rule_invalidTime();
  return minutes % GRID === 0 ? null : m.errors_rule_offGrid();
}

/** "lun.–ven. 09:00–12:00, 14:00–18:00", one for all days that are alike. */
export function hoursLines(hours: readonly OpeningView[]): string[] {
  const daysBySpans = new Map<string, number[]>();
  weekOf(hours).forEach((spans, index) => {
    if (spans.length === 0) return;
    const text = spans.map(({ start, end }) => formatTimeRange(start, end)).join(", ");
    daysBySpans.set(text, [...(daysBySpans.get(text) ?? []), index + 1]);
  });
  return [...daysBySpans].map(([text, days]) => `${daysText(days)} ${text}`);
}

/** All of them in one line. */
export function hoursText(hours: readonly OpeningView[]): string {
  return hoursLines(hours).join(" · ");
}

/** "lun.–mer., ven.": three or more in a row become a stretch. */
function daysText(days: readonly number[]): string {
  const stretches: number[][] = [];
  for (const day of days) {
    const stretch = stretches.at(-1);
    if (stretch?.at(-1) === day - 1) stretch.push(day);
    else stretches.push([day]);
  }
  return stretches
    .flatMap((stretch) => {
      const [first, last] = [stretch[0] ?? 0, stretch.at(-1) ?? 0];
      return stretch.length > 2
        ? [`${formatWeekday(first)}–${formatWeekday(last)}`]
        : stretch.map((day) => formatWeekday(day));
    })
    .join(", ");
}
