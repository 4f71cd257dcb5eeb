// Fields that must be filled before a form is sent: an empty id is not something a command can answer about.
import { AppError } from "$lib/api/call";

/** Throws the refusal of every one of `fields` that is empty. */
export function requireFilled<Values extends object>(
  values: Values,
  fields: readonly (keyof Values & string)[],
): void {
  const empty = fields.filter((field) => values[field] === "");
  if (empty.length === 0) return;
  throw new AppError({
    code: "validation",
    fields: empty.map((field) => ({ field, rule: "required", severity: "error" })),
  });
}
