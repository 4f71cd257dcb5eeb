// What people type for a date or a time, as the ISO text the rules expect.
import { dateParts, pad2 } from "./dates";

/** How two-digit years are read: `near` for appointments (26 is 2026), `past` for birth dates (45 is 1945). */
export type YearPivot = { kind: "near" } | { kind: "past"; today: string };

/**
 * Reads `23/11/2026`, `23.11.26`, `23112026`, `231126` or `2026-11-23`; answers `yyyy-mm-dd`,
 * or `null` when the text names no real day.
 */
export function parseDate(text: string, pivot: YearPivot = { kind: "near" }): string | null {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return dateParts(trimmed) ? trimmed : null;
  const match =
    /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/.exec(trimmed) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(trimmed);
  if (!match) return null;
  const [, day = "", month = "", year = ""] = match;
  const monthAndDay = `${pad2(Number(month))}-${pad2(Number(day))}`;
  const iso = `${fullYear(year, monthAndDay, pivot)}-${monthAndDay}`;
  return dateParts(iso) ? iso : null;
}

/** Whether more digits could still change the year: used to wait while someone types. */
export function isCompleteDate(text: string): boolean {
  return /^\s*(\d{4}-\d{2}-\d{2}|\d{8}|\d{1,2}[/.\-\s]\d{1,2}[/.\-\s]\d{4})\s*$/.test(text);
}

/** Reads `9h05`, `9h`, `905`, `0905`, `9:05` or `09:05`; answers `hh:mm`, or `null`. */
export function parseTime(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const match =
    /^(\d{1,2})\s*[h:.]\s*(\d{2})?$/.exec(trimmed) ??
    /^(\d{1,2})(\d{2})$/.exec(trimmed) ??
    /^(\d{1,2})$/.exec(trimmed);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? "0");
  return hours < 24 && minutes < 60 ? `${pad2(hours)}:${pad2(minutes)}` : null;
}

/** Whether the text is a time that further digits would not change. */
export function isCompleteTime(text: string): boolean {
  return /^\s*(\d{1,2}\s*[h:.]\s*\d{2}|\d{4})\s*$/i.test(text);
}

function fullYear(digits: string, monthAndDay: string, pivot: YearPivot): string {
  if (digits.length === 4) return digits;
  const recent = `20${digits}`;
  const isLater = pivot.kind === "past" && `${recent}-${monthAndDay}` > pivot.today;
  return isLater ? `19${digits}` : recent;
}
