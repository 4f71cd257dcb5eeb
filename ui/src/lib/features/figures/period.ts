// The period a dashboard is about: its kind and dates, kept in the address, and the one before or after it.
import { addDays, dateParts, daysBetween, pad2, weekdayOf } from "$lib/dates";
import { formatDateLong, formatDateRange, formatMonth } from "$lib/format";
import { m } from "$lib/i18n";
import type { Route } from "$lib/routes";

export const PERIOD_KINDS = ["day", "week", "month", "quarter", "free"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Local dates from the first to the last, both included. */
export interface Period {
  kind: PeriodKind;
  /** yyyy-mm-dd */
  from: string;
  to: string;
}

type Address = Extract<Route, { name: "dashboard" }>;

const MONTHS_IN = { month: 1, quarter: 3 } as const;

/** The period of that kind around a date; free dates begin as that date alone. */
export function periodAround(kind: PeriodKind, date: string): Period {
  const parts = dateParts(date);
  if (!parts || kind === "day" || kind === "free") return { kind, from: date, to: date };
  if (kind === "week") {
    const monday = addDays(date, 1 - weekdayOf(date));
    return { kind, from: monday, to: addDays(monday, 6) };
  }
  const months = MONTHS_IN[kind];
  const first = parts.month - ((parts.month - 1) % months);
  const from = firstOfMonth(parts.year, first);
  return { kind, from, to: addDays(firstOfMonth(parts.year, first + months), -1) };
}

/** What an address asks for; of what it leaves out or misspells, the current month. */
export function periodOf(address: Pick<Address, "period" | "from" | "to">, today: string): Period {
  const kind = PERIOD_KINDS.find((known) => known === address.period) ?? "month";
  const from = realDate(address.from) ?? today;
  if (kind === "free") return { kind, from, to: realDate(address.to) ?? from };
  return periodAround(kind, from);
}

/** The address of a period, of one practitioner or of all. */
export function addressOf(period: Period, practitionerId: string | null): Address {
  return {
    name: "dashboard",
    period: period.kind,
    from: period.from,
    ...(period.kind === "free" && { to: period.to }),
    ...(practitionerId !== null && { practitionerId }),
  };
}

/** The next period of the kind, or the previous one (-1). */
export function shifted(period: Period, by: 1 | -1): Period {
  if (period.kind !== "free") {
    return periodAround(period.kind, by === 1 ? addDays(period.to, 1) : addDays(period.from, -1));
  }
  const days = by * (daysBetween(period.from, period.to) + 1);
  return { ...period, from: addDays(period.from, days), to: addDays(period.to, days) };
}

/** The same time in another kind: around today where that is in view, else around its beginning. */
export function asKind(period: Period, kind: PeriodKind, today: string): Period {
  if (kind === "free") return { ...period, kind };
  return periodAround(kind, isUnderWay(period, today) ? today : period.from);
}

export function isUnderWay(period: Pick<Period, "from" | "to">, today: string): boolean {
  return period.from <= today && today <= period.to;
}

/** "lundi 23 novembre 2026", "23–29 nov. 2026", "novembre 2026", "4e trimestre 2026". */
export function periodText({ kind, from, to }: Period): string {
  switch (kind) {
    case "day":
      return formatDateLong(from);
    case "month":
      return formatMonth(from);
    case "quarter":
      return quarterText(from);
    default:
      return formatDateRange(from, to);
  }
}

function quarterText(from: string): string {
  const { year = 0, month = 1 } = dateParts(from) ?? {};
  const number = Math.ceil(month / 3);
  return number === 1
    ? m.figures_period_firstQuarterOf({ year })
    : m.figures_period_quarterOf({ number, year });
}

/** `month` may go beyond December, into the next year. */
function firstOfMonth(year: number, month: number): string {
  return `${year + Math.floor((month - 1) / 12)}-${pad2(((month - 1) % 12) + 1)}-01`;
}

function realDate(text: string | undefined): string | null {
  return text !== undefined && dateParts(text) ? text : null;
}
