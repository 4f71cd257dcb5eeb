// The words for roles, wherever one is named.
import type { Role } from "$lib/api/bindings";
import { m } from "$lib/i18n";

const names: Record<Role, () => string> = {
  reception: m.common_role_reception,
  doctor: m.common_role_doctor,
  manager: m.common_role_manager,
  administrator: m.common_role_administrator,
};

/** In the order of the desk. */
export const ROLES: readonly Role[] = ["reception", "doctor", "manager", "administrator"];

export function roleName(role: Role): string {
  return names[role]();
}
