// What a form can say before it is sent: nothing, or something nobody can read, is not something a command can answer
// about, and such an attempt would only be counted as a refused one.
import type { FieldRule } from "$lib/api/bindings";
import { AppError } from "$lib/api/call";
import { parseDate, parseTime } from "$lib/parse";

/** What a field may hold besides text: how it is read, and what is said when it cannot be. */
const READINGS = {
  date: (value) => (parseDate(String(value)) === null ? "invalidDate" : null),
  time: (value) => (parseTime(String(value)) === null ? "invalidTime" : null),
  /** Minutes; 0 stands for what is no duration. */
  duration: (value) => (value === 0 ? "durationOutOfRange" : null),
} as const satisfies Record<string, (value: unknown) => FieldRule | null>;

/** How fields that are not plain text are read. An empty one reads; whether it may be empty is another question. */
export type Readings<Values> = Partial<Record<keyof Values & string, keyof typeof READINGS>>;

/** Throws one refusal of every one of `fields` that holds no text, and of everything that cannot be read. */
export function requireFilled<Values extends object>(
  values: Values,
  fields: readonly (keyof Values & string)[],
  readings: Readings<Values> = {},
): void {
  const isEmpty = (field: keyof Values & string) => String(values[field]).trim() === "";
  const found: { field: string; rule: FieldRule }[] = [];
  for (const field of fields) if (isEmpty(field)) found.push({ field, rule: "required" });
  for (const [field, reading] of Object.entries(readings) as [
    keyof Values & string,
    keyof typeof READINGS,
  ][]) {
    const rule = isEmpty(field) ? null : READINGS[reading](values[field]);
    if (rule) found.push({ field, rule });
  }
  if (found.length === 0) return;
  throw new AppError({
    code: "validation",
    fields: found.map((issue) => ({ ...issue, severity: "error" })),
  });
}

/** How the fields of a wished place are read, in every form that has them. */
export const PLACE_READINGS = { date: "date", time: "time", durationMinutes: "duration" } as const;

/** The same of a period, whose times may be left out. */
export const PERIOD_READINGS = {
  startDate: "date",
  startTime: "time",
  endDate: "date",
  endTime: "time",
} as const;
