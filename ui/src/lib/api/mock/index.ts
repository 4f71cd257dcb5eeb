// A small practice in memory behind the commands, to look at screens in a browser: `npm run dev:mock`.
// The address chooses the situation: `?as=reception|doctor|manager|administrator|nobody|new`,
// `?adoption=needed|unfinished|done` (the base of an older MediGest; see adoption.ts and base.ts),
// `?connection=server|skew|tls|failed|connecting` with `&problem=…`, `&kind=embedded`, `&origin=environment`,
// `?accounts=none|unsupported|notAllowed|open|failed` (the accounts of a server; see databaseAccounts.ts),
// `?live=stream|polling|stale` (a server; stale refuses changes), `?myday=calm|over|empty` (for a doctor),
// `?session=locked|deactivated|passwordChanged|expired|interrupted`, `?signin=paused|locked|notAdopted` (nobody is in yet),
// `?recovery=1` (the next sign-in or first password of an administrator shows the recovery code),
// `?day=long` and `?practitioners=20` (a full day, a large practice; see appointmentStore.ts), `?names=long` (of patients),
// `?notes=withheld`, `?reasons=withheld` (whoever is signed in lacks that key), `?keys=resealing|nomine|norecovery`,
// `?verify=tampered|slow` (the audit log), `?firstStart`, `?slow=800` (milliseconds per answer), `?attempt=3000` (milliseconds to connect).
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { events, type SessionView } from "../bindings";
import { absenceHandlers } from "./absences";
import { auditHandlers } from "./audit";
import { changedBy } from "./changedBy";
import { adoptionHandlers } from "./adoption";
import { baseHandlers } from "./base";
import { mockConnection } from "./connection";
import { databaseAccountHandlers } from "./databaseAccounts";
import { appointmentHandlers } from "./appointments";
import { callbackHandlers } from "./callbacks";
import { delayHandlers } from "./delays";
import { emergencyHandlers } from "./emergency";
import { myDayHandlers } from "./myday";
import { figuresHandlers } from "./figures";
import { keysHandlers } from "./keys";
import { freeSlotHandlers } from "./freeSlots";
import { patientHandlers } from "./patients";
import { practitionerDay } from "./planning";
import { practitionerHandlers } from "./practitioners";
import { removalHandlers } from "./removal";
import { mockSession } from "./session";
import { settingsHandlers } from "./settings";
import { stoppingHandlers } from "./stopping";
import { refuse, type Handlers } from "./support";
import { userHandlers } from "./users";

/** What a locked session may still ask. */
const ALLOWED_WHILE_LOCKED = new Set([
  "session_current",
  "session_lock",
  "session_unlock",
  "session_sign_out",
  "practice_info",
  "connection_status",
]);

export function installMock(): void {
  const situation = new URLSearchParams(window.location.search);
  const delay = Number(situation.get("slow") ?? "0");
  const session = mockSession(situation, () => connection.endFirstStart());
  const signedIn = () => session.handlers["session_current"]?.({}) as SessionView | null;
  const username = () => signedIn()?.username ?? "";
  const isLocked = () => signedIn()?.locked ?? false;
  const connection = mockConnection(situation, () => session.handlers["session_sign_out"]?.({}));
  const handlers: Handlers = {
    ...connection.handlers,
    ...adoptionHandlers(connection.adopt, session.replaceAccount),
    ...baseHandlers({ onMove: connection.moveTo, onRestore: session.end }),
    ...databaseAccountHandlers(),
    ...session.handlers,
    ...patientHandlers,
    ...practitionerHandlers,
    ...removalHandlers,
    ...userHandlers,
    ...settingsHandlers,
    ...appointmentHandlers,
    ...absenceHandlers,
    ...freeSlotHandlers,
    ...figuresHandlers,
    ...myDayHandlers,
    ...delayHandlers(practitionerDay, username),
    ...emergencyHandlers(username),
    ...callbackHandlers(username),
    ...auditHandlers(username),
    ...stoppingHandlers,
    ...keysHandlers(username),
  };
  const isCutOff = situation.get("live") === "stale";
  const answer = async (command: string, args: unknown) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    const handler = handlers[command];
    if (!handler) throw `Command ${command} not found`;
    const areas = [...changedBy(command)];
    if (isLocked() && !ALLOWED_WHILE_LOCKED.has(command)) refuse({ code: "sessionLocked" });
    if (isCutOff && areas.length > 0) refuse({ code: "storeUnavailable" });
    const answered = await handler((args ?? {}) as Record<string, never>);
    if (areas.length > 0) void events.practiceChanged.emit({ areas });
    // As over the real bridge, the answer is a copy.
    return structuredClone(answered);
  };
  mockIPC(answer, { shouldMockEvents: true });
}

/** For tests: commands are unknown again. */
export function removeMock(): void {
  clearMocks();
}
