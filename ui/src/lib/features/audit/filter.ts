// Which entries of the log are shown: as the address keeps it, and as the command asks for it.
import type { AuditQueryInput, Entity } from "$lib/api/bindings";
import { dateParts } from "$lib/dates";
import { m } from "$lib/i18n";
import type { Route } from "$lib/routes";
import { actionNamed } from "./actions";

export type AuditRoute = Extract<Route, { name: "audit" }>;

/** Entries read at once. */
const PAGE = 100;

const entityNames: Record<Entity, () => string> = {
  patient: m.audit_entity_patient,
  appointment: m.audit_entity_appointment,
  practitioner: m.audit_entity_practitioner,
  user: m.audit_entity_user,
  delay: m.audit_entity_delay,
  absence: m.audit_entity_absence,
  settings: m.audit_entity_settings,
};

export function entityName(entity: Entity): string {
  return entityNames[entity]();
}

export const ENTITIES = Object.keys(entityNames) as Entity[];

/** An address may have been typed: what it names and we do not know is left out. */
export function queryOf(route: AuditRoute, limit = PAGE): AuditQueryInput {
  const dateIn = (text: string | undefined) => (text && dateParts(text) ? text : "");
  return {
    user: route.user ?? "",
    action: actionNamed(route.action),
    entity: ENTITIES.find((known) => known === route.entity) ?? null,
    from: dateIn(route.from),
    to: dateIn(route.to),
    text: route.text ?? "",
    cursor: null,
    limit,
  };
}

/** Whether anything is left out. */
export function isFiltered(query: AuditQueryInput): boolean {
  const { user, action, entity, from, to, text } = query;
  return action !== null || entity !== null || [user, from, to, text].some((given) => given !== "");
}

/** The address of the filters with `change` made to them; an empty one is left out. */
export function amended(route: AuditRoute, change: Partial<Omit<AuditRoute, "name">>): AuditRoute {
  const given = Object.entries({ ...route, ...change }).filter(([, value]) => value);
  return { name: "audit", ...Object.fromEntries(given) };
}
