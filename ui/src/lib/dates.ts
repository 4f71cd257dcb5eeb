// Arithmetic on local dates and times as ISO strings; no time zone is ever involved.

const DAY_MS = 86_400_000;

/** Parts of a `yyyy-mm-dd` string, or `null` when it names no real day. */
export function dateParts(iso: string): { year: number; month: number; day: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const utc = new Date(Date.UTC(year, month - 1, day));
  const isReal = utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day && year > 0;
  return isReal ? { year, month, day } : null;
}

/** Midnight UTC of that day in milliseconds: a number to count days with, not an instant. */
export function dayNumberMs(iso: string): number {
  const parts = dateParts(iso);
  return parts ? Date.UTC(parts.year, parts.month - 1, parts.day) : Number.NaN;
}

/** `iso` moved by whole days; an invalid date comes back unchanged. */
export function addDays(iso: string, days: number): string {
  const start = dayNumberMs(iso);
  return Number.isNaN(start) ? iso : new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((dayNumberMs(to) - dayNumberMs(from)) / DAY_MS);
}

/** 1 Monday to 7 Sunday of a real date. */
export function weekdayOf(iso: string): number {
  return new Date(dayNumberMs(iso)).getUTCDay() || 7;
}

/** The date of a local date and time: `2026-11-23` of `2026-11-23T10:30`. */
export function dateOf(dateTime: string): string {
  return dateTime.slice(0, 10);
}

/** The time of a local date and time: `10:30` of `2026-11-23T10:30`. */
export function timeOf(dateTime: string): string {
  return dateTime.slice(11, 16);
}

/** Minutes since midnight of `hh:mm`, or `NaN`. */
export function minutesOf(time: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
}

/** `hh:mm` of a number of minutes since midnight, kept inside the day. */
export function timeFromMinutes(minutes: number): string {
  const inside = Math.min(Math.max(minutes, 0), 24 * 60 - 1);
  return `${pad2(Math.floor(inside / 60))}:${pad2(inside % 60)}`;
}

/** Whole years from `birth` to `today`, or `null` when either is no date or `birth` is later. */
export function ageInYears(birth: string, today: string): number | null {
  const [from, to] = [dateParts(birth), dateParts(today)];
  if (!from || !to) return null;
  const hadBirthday = to.month > from.month || (to.month === from.month && to.day >= from.day);
  const years = to.year - from.year - (hadBirthday ? 0 : 1);
  return years < 0 ? null : years;
}

export function pad2(value: number): string {
  return String(value).padStart(2, "0");
}
