// What the parts of the mock share: the situation, the clock, ids, and refusing as the commands do.
import type { CommandError, FieldIssue, FieldRule, Severity } from "../bindings";

/** The arguments are the command's own; each handler names the ones it takes. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments differ per command
export type Handlers = Record<string, (args: any) => unknown>;

/** A fixed Monday morning, so that screenshots compare. */
export const TODAY = "2026-11-23";
export const NOW = "10:42";
export const OPENS_AT = "08:00";
export const CLOSES_AT = "19:00";

/** What the address asks for under that name. */
export function situation(name: string): string | null {
  return new URLSearchParams(window.location.search).get(name);
}

let lastId = 0;

/** 24 hexadecimal digits, in order of creation. */
export function newId(): string {
  lastId += 1;
  return lastId.toString(16).padStart(24, "0");
}

/** Throws what `typedError` of the bindings turns into a refusal: a plain object, not an Error. */
export function refuse(error: CommandError): never {
  throw error;
}

export function issue(field: string, rule: FieldRule, severity: Severity = "error"): FieldIssue {
  return { field, rule, severity };
}

/** Refuses with the issues there are, if any. */
export function refuseIssues(issues: (FieldIssue | false)[]): void {
  const fields = issues.filter((found) => found !== false);
  if (fields.length > 0) refuse({ code: "validation", fields });
}

const COMMON_PASSWORDS = ["motdepasse123", "123456789012", "azertyuiop12"];

/** What is wrong with a new password, roughly as the real rules say. */
export function passwordIssue(field: string, password: string, username: string): FieldIssue | false {
  if (password === "") return issue(field, "required");
  if (password.length < 8) return issue(field, "tooShort");
  if (password.length < 12 && !/(?=.*[a-z])(?=.*[A-Z])(?=.*[^a-zA-Z])/.test(password)) {
    return issue(field, "tooSimple");
  }
  if (COMMON_PASSWORDS.includes(password.toLowerCase())) return issue(field, "commonPassword");
  const name = username.trim().toLowerCase();
  return name !== "" && password.toLowerCase().includes(name) && issue(field, "containsUsername");
}

/** The item with that id, or the refusal of a missing one. */
export function found<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  entity: "patient" | "practitioner" | "user" | "appointment",
): Item {
  return items.find((item) => item.id === id) ?? refuse({ code: "notFound", entity });
}

/** Lower case without accents or marks, for comparing names. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
