// What a role is for, where one is chosen.
import type { Role } from "$lib/api/bindings";
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
