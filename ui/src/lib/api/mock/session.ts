// Mock: sessions by role, and the practice. Any password works but "faux"; provisional accounts must replace theirs.
import { events, type PracticeView, type Role, type SessionEndReason, type SessionView } from "../bindings";
import { grants, keysOf } from "./grants";
import { passwordStrength } from "./passwords";
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
import { Throttle } from "./throttle";
import { users } from "./users";

/** The practice as its settings are now. */
function practice(): PracticeView {
  const { practiceName: name, timeZone, idleMinutesDesk, idleMinutesTablet } = settings;
  const { defaultDurationMinutes, waitingAlertMinutes } = settings;
  return {
    name,
    timeZone,
    today: TODAY,
    now: NOW,
    opensAt: OPENS_AT,
    closesAt: CLOSES_AT,
    waitingAlertMinutes,
    idleMinutesDesk,
    idleMinutesTablet,
    defaultDurationMinutes,
  };
}

/** The one code that opens the sample practice again. */
export const RECOVERY_CODE = "7KQM-2XRT-9HCD-VN4P-3WBF-8GZJ-6TYA-M5ES";

function sessionOf(username: string, role: Role, fields: Partial<SessionView> = {}): SessionView {
  return {
    userId: users.find((known) => known.username === username)?.id ?? newId(),
    username,
    role,
    practitionerId: role === "doctor" ? (practitioners[0]?.id ?? null) : null,
    mustChangePassword: false,
    grants: grants[role],
    locked: false,
    keys: keysOf(role),
    recoveryCode: null,
    ...fields,
  };
}

const accounts: Record<string, Role> = {
  claire: "reception",
  martin: "doctor",
  sophie: "manager",
  admin: "administrator",
};

function starting(situation: URLSearchParams): SessionView | null {
  const as = situation.get("as");
  if (as === "nobody" || situation.has("signin")) return null;
  if (as === "new") return sessionOf("admin", "administrator", { mustChangePassword: true });
  const [username, role] = Object.entries(accounts).find(([, known]) => known === as) ?? [
    "admin",
    "administrator",
  ];
  return sessionOf(username, role as Role, { locked: situation.get("session") === "locked" });
}

/** The pauses of `?signin=…`, in seconds. */
const PAUSED: Record<string, number> = { paused: 12, locked: 870 };

const ENDS: readonly SessionEndReason[] = ["deactivated", "passwordChanged", "expired", "interrupted"];
/** Until a session of `?session=<reason>` ends by itself, in milliseconds. */
const ENDS_AFTER_MS = 1_500;

/** The session, and how other parts of the mock change whose it is. */
export interface MockSession {
  handlers: Handlers;
  /** The account is one of before now, which must choose a new password. */
  replaceAccount: () => void;
  /** The account is gone. */
  end: () => void;
}

/** `onPasswordChosen` is called when somebody replaces their password. */
export function mockSession(situation: URLSearchParams, onPasswordChosen: () => void): MockSession {
  let current = starting(situation);
  const throttle: Throttle = new Throttle(PAUSED[situation.get("signin") ?? ""]);
  /** Told once, in the first answer that can carry it. */
  let untoldCode = situation.has("recovery") ? RECOVERY_CODE : null;

  const reason = ENDS.find((known) => known === situation.get("session"));
  if (reason) setTimeout(() => endBecause(reason), ENDS_AFTER_MS);

  function endBecause(reason: SessionEndReason): void {
    current = null;
    void events.sessionEnded.emit({ reason });
  }

  function withCode(view: SessionView): SessionView {
    if (view.mustChangePassword || view.role !== "administrator") return view;
    const told = { ...view, recoveryCode: untoldCode };
    untoldCode = null;
    return told;
  }

  const handlers: Handlers = {
    // A key may be given meanwhile.
    session_current: () => current && { ...current, keys: keysOf(current.role) },
    session_sign_in: ({ username, password }: { username: string; password: string }) => {
      const role = accounts[username.toLowerCase()];
      throttle.check(role !== undefined && password !== "faux" && password !== "");
      if (situation.get("signin") === "notAdopted" && role !== "administrator") {
        refuse({ code: "baseNotAdopted" });
      }
      current = sessionOf(username, role, { mustChangePassword: password === "admin123" });
      return withCode(current);
    },
    session_change_password: ({ current: old, replacement }: { current: string; replacement: string }) => {
      if (!current) refuse({ code: "notSignedIn" });
      refuseIssues([
        old === "faux" && issue("current", "wrongPassword"),
        replacement === old && issue("replacement", "samePassword"),
        passwordIssue("replacement", replacement, current.username),
      ]);
      current = { ...current, mustChangePassword: false };
      onPasswordChosen();
      return withCode(current);
    },
    session_recover: (given: { username: string; code: string; replacement: string }) => {
      const { username, code, replacement } = given;
      refuseIssues([
        username.trim() === "" && issue("username", "required"),
        code.trim() === "" && issue("code", "required"),
        passwordIssue("replacement", replacement, username),
      ]);
      const isRight = code.replace(/[^a-z0-9]/gi, "").toUpperCase() === RECOVERY_CODE.replaceAll("-", "");
      refuseIssues([!isRight && issue("code", "wrongCode")]);
      if (accounts[username.toLowerCase()] !== "administrator") refuse({ code: "invalidCredentials" });
      untoldCode = RECOVERY_CODE;
      current = sessionOf(username, "administrator");
      return withCode(current);
    },
    session_lock: () => {
      if (current) current = { ...current, locked: true };
      return null;
    },
    session_unlock: ({ password }: { password: string }) => {
      if (!current) refuse({ code: "notSignedIn" });
      throttle.check(password !== "faux" && password !== "");
      return (current = { ...current, locked: false });
    },
    session_sign_out: () => {
      current = null;
      return null;
    },
    password_strength: ({ password, username }: { password: string; username: string }) =>
      passwordStrength(password, username),
    practice_info: practice,
  };
  return {
    handlers,
    replaceAccount: () => {
      if (current) current = { ...current, userId: newId(), mustChangePassword: true };
    },
    end: () => endBecause("deactivated"),
  };
}
