// The object of an entry: what it is called, and the screen that shows it.
import type { AuditEntryView } from "$lib/api/bindings";
import { dateParts } from "$lib/dates";
import { m } from "$lib/i18n";
import type { Route } from "$lib/routes";
import { entityName } from "./filter";

/** Digits of an id that are shown where a whole one would not fit. */
const SHORT = 6;

/** A sentence with the ids in it shortened, where many are read at a glance. */
export function shortened(details: string): string {
  return details.replace(/\b[0-9a-f]{24}\b/g, shortId);
}

const shortId = (id: string) => `…${id.slice(-SHORT)}`;

type Named = Pick<AuditEntryView, "entity" | "entityId">;

/** "Praticien · Dr House", "Patient …00002a"; patients have no name in the log. `names` are by id. */
export function objectText({ entity, entityId }: Named, names: ReadonlyMap<string, string>): string {
  if (entity === null) return m.common_none();
  const kind = entityName(entity);
  if (entity === "settings" || entityId === null) return kind;
  const name = names.get(entityId);
  return name ? `${kind} · ${name}` : `${kind} ${shortId(entityId)}`;
}

export interface ObjectLink {
  route: Route;
  label: string;
}

/** `null` when there is no screen for it, or nothing left to show. */
export function objectLink(entry: AuditEntryView): ObjectLink | null {
  const { entity, entityId: id, action } = entry;
  const date = lastDate(entry.details);
  switch (entity) {
    case "patient":
      return id === null ? null : { route: { name: "patient", id }, label: m.audit_entry_open_patient() };
    case "appointment":
      if (id === null || date === null) return null;
      return {
        route: { name: "day", date, appointmentId: id },
        label: m.audit_entry_open_appointment(),
      };
    case "delay":
      return date === null ? null : { route: { name: "list", date }, label: m.audit_entry_open_delay() };
    case "absence":
      if (id === null || action === "removeAbsence") return null;
      return { route: { name: "absences", absenceId: id }, label: m.audit_entry_open_absence() };
    case "practitioner":
      return { route: { name: "practitioners" }, label: m.audit_entry_open_practitioner() };
    case "user":
      return { route: { name: "users" }, label: m.audit_entry_open_user() };
    case "settings":
      return { route: { name: "settings" }, label: m.audit_entry_open_settings() };
    case null:
      return null;
  }
}

/** The last date that a sentence names is where the object stands since: "… → …, 24/11/2026 09:00–09:30". */
function lastDate(details: string): string | null {
  const [, day, month, year] = [...details.matchAll(/\b(\d{2})\/(\d{2})\/(\d{4})\b/g)].at(-1) ?? [];
  const iso = `${year}-${month}-${day}`;
  return dateParts(iso) ? iso : null;
}
