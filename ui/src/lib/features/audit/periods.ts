// Quick choices of a period, by the practice's calendar.
import { addDays } from "$lib/dates";
import { m } from "$lib/i18n";

/** First and last local date, both included; empty for no bound. */
export interface Dates {
  from: string;
  to: string;
}

export type Quick = "all" | "today" | "yesterday" | "week" | "month" | "lastMonth";

const names: Record<Quick, () => string> = {
  all: m.audit_period_all,
  today: m.audit_period_today,
  yesterday: m.audit_period_yesterday,
  week: m.audit_period_week,
  month: m.audit_period_month,
  lastMonth: m.audit_period_lastMonth,
};

export function quickChoices(): { value: Quick; label: string }[] {
  return (Object.keys(names) as Quick[]).map((value) => ({ value, label: names[value]() }));
}

export function datesOf(quick: Quick, today: string): Dates {
  const beforeThisMonth = addDays(firstOfMonth(today), -1);
  switch (quick) {
    case "all":
      return { from: "", to: "" };
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "week":
      return { from: addDays(today, -6), to: today };
    case "month":
      return { from: firstOfMonth(today), to: today };
    case "lastMonth":
      return { from: firstOfMonth(beforeThisMonth), to: beforeThisMonth };
  }
}

/** The quick choice that means these dates, or `null`. */
export function quickOf(dates: Dates, today: string): Quick | null {
  const means = (quick: Quick) => {
    const { from, to } = datesOf(quick, today);
    return from === dates.from && to === dates.to;
  };
  return (Object.keys(names) as Quick[]).find(means) ?? null;
}

/** The last days of the `count` months before this one, the latest first. */
export function monthEnds(today: string, count: number): string[] {
  const ends: string[] = [];
  for (
    let end = addDays(firstOfMonth(today), -1);
    ends.length < count;
    end = addDays(firstOfMonth(end), -1)
  ) {
    ends.push(end);
  }
  return ends;
}

function firstOfMonth(iso: string): string {
  return `${iso.slice(0, 7)}-01`;
}
