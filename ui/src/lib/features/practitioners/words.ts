// What became of a practitioner, in words.
import type { RemovalOutcome } from "$lib/api/bindings";
import { m } from "$lib/i18n";

/** Why `name` was deactivated instead of deleted: the appointments, which always stay, before the accounts. */
export function keptWords(name: string, kept: Extract<RemovalOutcome, { kind: "deactivated" }>): string {
  const { appointments, accounts } = kept;
  return appointments > 0
    ? m.admin_practitioner_keptInactive({ name, count: appointments })
    : m.admin_practitioner_keptLinked({ name, count: accounts.length, accounts: accounts.join(", ") });
}
