// Fields that must be filled before a form is sent: nothing is not something a command can answer about, and an empty
// attempt would only be counted as a refused one.
import { AppError } from "$lib/api/call";

/** Throws the refusal of every one of `fields` that holds no text. */
export function requireFilled<Values extends object>(
  values: Values,
  fields: readonly (keyof Values & string)[],
): void {
  const empty = fields.filter((field) => String(values[field]).trim() === "");
  if (empty.length === 0) return;
  throw new AppError({
    code: "validation",
    fields: empty.map((field) => ({ field, rule: "required", severity: "error" })),
  });
}
