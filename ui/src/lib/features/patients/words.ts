// Patients in words, wherever one is named.
import { ageInYears } from "$lib/dates";
import { formatAge, formatDateNumeric, formatNumber } from "$lib/format";
import { m } from "$lib/i18n";

/** "Né(e) le 12/03/1985 · 41 ans", or "" when the birth date is not known. */
export function bornWords(birthDate: string | null, today: string | undefined): string {
  if (birthDate === null) return "";
  const date = formatDateNumeric(birthDate);
  const age = today === undefined ? null : ageInYears(birthDate, today);
  return age === null ? m.patients_born({ date }) : m.patients_bornWithAge({ date, age: formatAge(age) });
}

/** The most a search answers (`MAX_HITS` of the use case): then there may be more. */
const MAX_HITS = 50;

/** How many patients an answer has, for that query. */
export function foundWords(query: string, count: number): string {
  if (count === 0) return "";
  if (query === "") return m.patients_recent();
  const found = formatNumber(count);
  return count < MAX_HITS ? m.patients_found({ count, found }) : m.patients_foundMany({ found });
}
