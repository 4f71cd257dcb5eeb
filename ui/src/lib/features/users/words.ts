// The words for accounts: what a role is for, when somebody was last here, and what kept them out.
import type { Role, UserView } from "$lib/api/bindings";
import { formatDateTime, formatTime } from "$lib/format";
import { m } from "$lib/i18n";

const details: Record<Role, () => string> = {
  reception: m.admin_role_reception,
  doctor: m.admin_role_doctor,
  manager: m.admin_role_manager,
  administrator: m.admin_role_administrator,
};

export function roleDetail(role: Role): string {
  return details[role]();
}

/** "lun. 23 nov. 2026, 08:02", or that it never happened. */
export function lastSignInText({ lastSignInAt }: Pick<UserView, "lastSignInAt">): string {
  return lastSignInAt === null ? m.admin_user_lastSignIn_never() : formatDateTime(lastSignInAt);
}

type Failures = Pick<UserView, "failedSignIns" | "lockedUntil">;

/** "Bloqué jusqu’à 10:58 · 10 échecs", "2 échecs", or `null` when the last sign-in succeeded. */
export function failuresText({ failedSignIns, lockedUntil }: Failures): string | null {
  const words = [
    lockedUntil === null ? [] : m.admin_user_lockedUntil({ time: formatTime(lockedUntil) }),
    failedSignIns === 0 ? [] : m.admin_user_failures({ count: failedSignIns }),
  ].flat();
  return words.length === 0 ? null : words.join(" · ");
}
