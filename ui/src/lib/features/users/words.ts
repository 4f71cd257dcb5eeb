// The words for accounts: what a role is for, and when somebody was last here.
import type { Role, UserView } from "$lib/api/bindings";
import { formatDateTime } from "$lib/format";
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
