// The only place that turns dates, times, durations, phones and names into text for people.
// Input is ISO text in the practice's local time, so nothing here depends on the device's time zone.
import { locale as chosen, m, type Locale } from "$lib/i18n";
import { addDays, dateOf, dateParts, dayNumberMs, daysBetween, pad2, timeOf } from "./dates";

/** Between a number and its unit, and before : ; ? ! in French. */
export const NARROW_NBSP = "\u202f";
const NBSP = "\u00a0";

/** Any Sunday, to count weekdays from. */
const A_SUNDAY = "2026-11-22";

/** BCP 47 tags: British English, for days before months. */
const TAGS: Record<Locale, string> = { fr: "fr-FR", en: "en-GB" };

const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormatter(language: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(TAGS[language], { ...options, timeZone: "UTC" });
    formatters.set(key, formatter);
  }
  return formatter;
}

/** Unreadable input comes back as it is: showing it beats hiding it. */
function dateText(iso: string, language: Locale, options: Intl.DateTimeFormatOptions): string {
  const day = dayNumberMs(iso);
  if (Number.isNaN(day)) return iso;
  return dateFormatter(language, options).format(day).replace(",", "");
}

/** "lun. 23 nov. 2026"; "Mon 23 Nov 2026". */
export function formatDate(iso: string, language: Locale = chosen.current): string {
  return dateText(iso, language, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

/** "lundi 23 novembre 2026", for the heading of a day. */
export function formatDateLong(iso: string, language: Locale = chosen.current): string {
  return dateText(iso, language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** "lun. 23 nov.", where the year is clear. */
export function formatDayMonth(iso: string, language: Locale = chosen.current): string {
  return dateText(iso, language, { weekday: "short", day: "numeric", month: "short" });
}

/** "lun." of 1 (Monday) to 7 (Sunday), or "lundi". */
export function formatWeekday(
  weekday: number,
  width: "short" | "long" = "short",
  language: Locale = chosen.current,
): string {
  return dateText(addDays(A_SUNDAY, weekday), language, { weekday: width });
}

/** "novembre 2026" of any date in it. */
export function formatMonth(iso: string, language: Locale = chosen.current): string {
  return dateText(iso, language, { month: "long", year: "numeric" });
}

/** "2–31 oct. 2026", "28 sept. – 4 oct. 2026"; of one date just that one. */
export function formatDateRange(from: string, to: string, language: Locale = chosen.current): string {
  const [first, last] = [dayNumberMs(from), dayNumberMs(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return `${from} – ${to}`;
  const options = { day: "numeric", month: "short", year: "numeric" } as const;
  return dateFormatter(language, options).formatRange(Math.min(first, last), Math.max(first, last));
}

/** "23/11/2026": what date fields show, and birth dates. */
export function formatDateNumeric(iso: string): string {
  const parts = dateParts(iso);
  return parts ? `${pad2(parts.day)}/${pad2(parts.month)}/${parts.year}` : iso;
}

/** "09:05" of a time or of a local date and time. */
export function formatTime(time: string): string {
  return time.length > 5 ? timeOf(time) : time;
}

/** "10:15–10:45". */
export function formatTimeRange(start: string, end: string): string {
  return `${formatTime(start)}–${formatTime(end)}`;
}

/** "lun. 23 nov. 2026, 09:05" of a local date and time. */
export function formatDateTime(dateTime: string, language: Locale = chosen.current): string {
  return `${formatDate(dateOf(dateTime), language)}, ${timeOf(dateTime)}`;
}

/** "23/11/2026 10:42:07" of a local date and time with seconds, for columns that are compared line by line. */
export function formatInstant(dateTime: string): string {
  return `${formatDateNumeric(dateOf(dateTime))}${NBSP}${dateTime.slice(11, 19)}`;
}

/** "30 min", "1 h", "1 h 30". */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${NARROW_NBSP}min`;
  const wholeHours = `${hours}${NARROW_NBSP}h`;
  return rest === 0 ? wholeHours : `${wholeHours}${NARROW_NBSP}${pad2(rest)}`;
}

/** "06 01 02 03 04" for French numbers (also stored as +33…); any other number as it is written. */
export function formatPhone(phone: string): string {
  const compact = phone.replace(/[\s.\-()\u00a0\u202f]/g, "");
  const national = /^(?:\+33|0033)0?([1-9]\d{8})$/.exec(compact)?.[1] ?? /^0([1-9]\d{8})$/.exec(compact)?.[1];
  if (!national) return phone;
  return `0${national}`.replace(/(\d{2})(?=\d)/g, `$1${NBSP}`);
}

/** "DUPONT Jean". */
export function formatPerson(person: { lastName: string; firstName: string }): string {
  return `${person.lastName.toLocaleUpperCase("fr-FR")} ${person.firstName}`.trim();
}

/** "aujourd’hui", "hier", "demain", "il y a 3 jours"; beyond a week the date itself. */
export function formatRelativeDay(iso: string, today: string, language: Locale = chosen.current): string {
  const days = daysBetween(today, iso);
  if (Number.isNaN(days) || Math.abs(days) > 7) return formatDate(iso, language);
  return new Intl.RelativeTimeFormat(TAGS[language], { numeric: "auto" }).format(days, "day");
}

/** "12 345" in French, "12,345" in English. */
export function formatNumber(value: number, language: Locale = chosen.current): string {
  return new Intl.NumberFormat(TAGS[language]).format(value);
}

/** "640 ko", "3,8 Mo" of kilobytes. */
export function formatSize(kilobytes: number, language: Locale = chosen.current): string {
  const [value, unit] = kilobytes < 1_000 ? [kilobytes, "kilobyte"] : [kilobytes / 1_000, "megabyte"];
  return new Intl.NumberFormat(TAGS[language], { style: "unit", unit, maximumFractionDigits: 1 }).format(
    value,
  );
}

/** "6,8 %" in French, "6.8%" in English, of thousandths. */
export function formatPermille(permille: number, language: Locale = chosen.current): string {
  const options = { style: "percent", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(TAGS[language], options).format(permille / 1000);
}

/** A gap between two clocks: "45 s" or "3 min". */
export function formatSeconds(seconds: number): string {
  const size = Math.abs(seconds);
  return size < 120 ? `${Math.round(size)}${NARROW_NBSP}s` : `${Math.round(size / 60)}${NARROW_NBSP}min`;
}

/** How long to wait, never told shorter than it is: "12 s"; above a minute and a half "15 min". */
export function formatWait(seconds: number): string {
  return seconds <= 90 ? formatSeconds(Math.ceil(seconds)) : formatDuration(Math.ceil(seconds / 60));
}

/** "42 ans". */
export function formatAge(years: number, language: Locale = chosen.current): string {
  return m.common_age({ years }, { locale: language });
}
