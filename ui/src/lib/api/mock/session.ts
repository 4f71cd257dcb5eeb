// Mock: sessions by role, and the practice. Any password works but "faux"; provisional accounts must replace theirs.
import type { Action, Grant, PracticeView, Role, SessionView } from "../bindings";
import { practitioners } from "./practitioners";
import { settings } from "./settings";
import {
  CLOSES_AT,
  issue,
  newId,
  NOW,
  OPENS_AT,
  passwordIssue,
  refuse,
  refuseIssues,
  TODAY,
  type Handlers,
} from "./support";
import { users } from "./users";

/** The practice as its settings are now. */
function practice(): PracticeView {
  const { practiceName: name, timeZone, defaultDurationMinutes, waitingAlertMinutes } = settings;
  return {
    name,
    timeZone,
    today: TODAY,
    now: NOW,
    opensAt: OPENS_AT,
    closesAt: CLOSES_AT,
    waitingAlertMinutes,
    defaultDurationMinutes,
  };
}

const all = (...actions: Action[]): Grant[] => actions.map((action) => ({ action, scope: "all" }));
const own = (...actions: Action[]): Grant[] => actions.map((action) => ({ action, scope: "own" }));

const grants: Record<Role, Grant[]> = {
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

function sessionOf(username: string, role: Role, mustChangePassword = false): SessionView {
  return {
    userId: users.find((known) => known.username === username)?.id ?? newId(),
    username,
    role,
    practitionerId: role === "doctor" ? (practitioners[0]?.id ?? null) : null,
    mustChangePassword,
    grants: grants[role],
  };
}

const accounts: Record<string, Role> = {
  claire: "reception",
  martin: "doctor",
  sophie: "manager",
  admin: "administrator",
};

function starting(as: string | null): SessionView | null {
  if (as === "nobody") return null;
  if (as === "new") return sessionOf("admin", "administrator", true);
  const [username, role] = Object.entries(accounts).find(([, known]) => known === as) ?? [
    "admin",
    "administrator",
  ];
  return sessionOf(username, role as Role);
}

export function sessionHandlers(situation: URLSearchParams): Handlers {
  let current = starting(situation.get("as"));
  return {
    session_current: () => current,
    session_sign_in: ({ username, password }: { username: string; password: string }) => {
      const role = accounts[username.toLowerCase()];
      if (!role || password === "faux" || password === "") refuse({ code: "invalidCredentials" });
      return (current = sessionOf(username, role, password === "admin123"));
    },
    session_change_password: ({ current: old, replacement }: { current: string; replacement: string }) => {
      if (!current) refuse({ code: "notSignedIn" });
      refuseIssues([
        old === "faux" && issue("current", "wrongPassword"),
        replacement === old && issue("replacement", "samePassword"),
        passwordIssue("replacement", replacement, current.username),
      ]);
      return (current = { ...current, mustChangePassword: false });
    },
    session_sign_out: () => {
      current = null;
      return null;
    },
    practice_info: practice,
  };
}
