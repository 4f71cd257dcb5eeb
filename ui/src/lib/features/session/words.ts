// The words for roles, and for why a session ended.
import type { Role, SessionEndReason } from "$lib/api/bindings";
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

const ends: Record<SessionEndReason, () => string> = {
  deactivated: m.session_ended_deactivated,
  passwordChanged: m.session_ended_passwordChanged,
  expired: m.session_ended_expired,
  interrupted: m.session_ended_interrupted,
};

export function endText(reason: SessionEndReason): string {
  return ends[reason]();
}
