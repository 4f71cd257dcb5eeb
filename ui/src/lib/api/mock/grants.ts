// Mock: what each role may do and read, as the permission matrix says.
import type { Action, Grant, KeyAccess, Role } from "../bindings";
import { situation } from "./support";

const all = (...actions: Action[]): Grant[] => actions.map((action) => ({ action, scope: "all" }));
const own = (...actions: Action[]): Grant[] => actions.map((action) => ({ action, scope: "own" }));

export const grants: Record<Role, Grant[]> = {
  reception: all(
    "readPatients",
    "editPatients",
    "editNotes",
    "book",
    "readPlanning",
    "readReasons",
    "reportDelay",
  ),
  doctor: [
    ...all("readPatients", "editNotes", "readPlanning", "readReasons"),
    ...own("book", "reportDelay", "readDashboard"),
  ],
  manager: all("readPlanning", "readDashboard"),
  administrator: all(
    "readPatients",
    "editPatients",
    "editNotes",
    "book",
    "readPlanning",
    "readReasons",
    "reportDelay",
    "readDashboard",
    "managePractitioners",
    "manageUsers",
    "manageSettings",
    "readAuditLog",
  ),
};

/** The keys a role has, without those that the situation withholds. */
export function keysOf(role: Role): KeyAccess {
  const hasAny = role !== "manager";
  const lacksOne = role === "administrator" && situation("keys") === "nomine";
  return {
    administrative: hasAny && situation("reasons") !== "withheld",
    medical: hasAny && !lacksOne && situation("notes") !== "withheld",
  };
}
