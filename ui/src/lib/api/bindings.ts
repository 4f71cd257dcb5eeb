// Provisional contract in the shape tauri-specta generates; `cargo xtask bindings` replaces it.
import { invoke as __TAURI_INVOKE } from "@tauri-apps/api/core";

export const commands = {
  connectionStatus: () => typedError<ConnectionView, CommandError>(__TAURI_INVOKE("connection_status")),
  /** Tries the same target again. */
  connectionRetry: () => typedError<ConnectionView, CommandError>(__TAURI_INVOKE("connection_retry")),
  /** Chooses another base; saved on this device (never with a password). */
  connectionChoose: (choice: ConnectionChoice) => typedError<ConnectionView, CommandError>(__TAURI_INVOKE("connection_choose", { choice })),

  sessionCurrent: () => typedError<SessionView | null, CommandError>(__TAURI_INVOKE("session_current")),
  sessionSignIn: (username: string, password: string) => typedError<SessionView, CommandError>(__TAURI_INVOKE("session_sign_in", { username, password })),
  sessionChangePassword: (current: string, replacement: string) => typedError<SessionView, CommandError>(__TAURI_INVOKE("session_change_password", { current, replacement })),
  sessionSignOut: () => typedError<null, CommandError>(__TAURI_INVOKE("session_sign_out")),
  practiceInfo: () => typedError<PracticeView, CommandError>(__TAURI_INVOKE("practice_info")),

  /** An empty query answers the most recently changed files. */
  patientSearch: (query: string) => typedError<PatientSearchView, CommandError>(__TAURI_INVOKE("patient_search", { query })),
  patientFile: (id: string) => typedError<PatientFile, CommandError>(__TAURI_INVOKE("patient_file", { id })),
  patientRegister: (input: PatientInput, opId: string) => typedError<RegisterOutcome, CommandError>(__TAURI_INVOKE("patient_register", { input, opId })),
  /** `v` is the version the form was opened on; a newer one in the base answers `patientChanged` with the file as it is now. */
  patientUpdate: (id: string, v: number, input: PatientInput, opId: string) => typedError<PatientFile, CommandError>(__TAURI_INVOKE("patient_update", { id, v, input, opId })),
  patientEditNotes: (id: string, v: number, notes: string, opId: string) => typedError<PatientFile, CommandError>(__TAURI_INVOKE("patient_edit_notes", { id, v, notes, opId })),

  practitionerList: () => typedError<PractitionerView[], CommandError>(__TAURI_INVOKE("practitioner_list")),
  practitionerCreate: (input: PractitionerInput, opId: string) => typedError<PractitionerView, CommandError>(__TAURI_INVOKE("practitioner_create", { input, opId })),
  practitionerUpdate: (id: string, input: PractitionerInput, opId: string) => typedError<PractitionerView, CommandError>(__TAURI_INVOKE("practitioner_update", { id, input, opId })),
  practitionerRemove: (id: string, opId: string) => typedError<RemovalOutcome, CommandError>(__TAURI_INVOKE("practitioner_remove", { id, opId })),
  practitionerSetActive: (id: string, active: boolean, opId: string) => typedError<PractitionerView, CommandError>(__TAURI_INVOKE("practitioner_set_active", { id, active, opId })),

  userList: () => typedError<UserView[], CommandError>(__TAURI_INVOKE("user_list")),
  userCreate: (input: UserInput, opId: string) => typedError<UserView, CommandError>(__TAURI_INVOKE("user_create", { input, opId })),
  userResetPassword: (id: string, password: string, opId: string) => typedError<UserView, CommandError>(__TAURI_INVOKE("user_reset_password", { id, password, opId })),
  userSetActive: (id: string, active: boolean, opId: string) => typedError<UserView, CommandError>(__TAURI_INVOKE("user_set_active", { id, active, opId })),

  /** The appointments of one local day, a column per active practitioner (or who still has appointments that day). */
  planningDay: (date: string, practitionerId: string | null) => typedError<DayView, CommandError>(__TAURI_INVOKE("planning_day", { date, practitionerId })),
  appointmentBook: (input: BookingInput, opId: string) => typedError<AppointmentView, CommandError>(__TAURI_INVOKE("appointment_book", { input, opId })),
  /** Moves and edits: the 30-minute lock applies. */
  appointmentReschedule: (id: string, v: number, input: RescheduleInput, opId: string) => typedError<AppointmentView, CommandError>(__TAURI_INVOKE("appointment_reschedule", { id, v, input, opId })),
  appointmentCancel: (id: string, v: number, reason: string, opId: string) => typedError<AppointmentView, CommandError>(__TAURI_INVOKE("appointment_cancel", { id, v, reason, opId })),
  appointmentMarkAbsent: (id: string, v: number, opId: string) => typedError<AppointmentView, CommandError>(__TAURI_INVOKE("appointment_mark_absent", { id, v, opId })),
  /** Back to confirmed from cancelled or absent, under the guard of a new booking. */
  appointmentReinstate: (id: string, v: number, opId: string) => typedError<AppointmentView, CommandError>(__TAURI_INVOKE("appointment_reinstate", { id, v, opId })),
};

/* Types */

export type Action =
  | "readPatients" | "editPatients" | "editNotes"
  | "book" | "readPlanning" | "readReasons" | "reportDelay"
  | "readDashboard" | "managePractitioners" | "manageUsers" | "manageSettings" | "readAuditLog";

/** `own`: only for the practitioner the user is linked to. */
export type Scope = "own" | "all";
export type Grant = { action: Action; scope: Scope };

export type Role = "reception" | "doctor" | "manager" | "administrator";

export type StoreKind = "mongodb" | "embedded";
export type Topology = "standalone" | "replicaSet";
export type ConnectionOrigin = "environment" | "saved" | "localServer" | "default";
export type ConnectionProblem =
  | "unreachable" | "invalidAddress" | "credentialsRefused" | "passwordNeeded" | "serverTooOld" | "baseUnreadable";
export type ConnectionView =
  | { state: "connecting"; kind: StoreKind; target: string }
  | { state: "ready"; kind: StoreKind; /** host and base, or file; never credentials */ target: string; origin: ConnectionOrigin; topology: Topology | null; /** set when this device's clock is more than 60 s off the server's */ clockSkewSeconds: number | null; /** admin / admin123 was just created */ firstStart: boolean }
  | { state: "failed"; kind: StoreKind; target: string; origin: ConnectionOrigin; problem: ConnectionProblem };
export type ConnectionChoice = { kind: "embedded" } | { kind: "mongodb"; uri: string };

export type SessionView = {
  userId: string; username: string; role: Role; practitionerId: string | null;
  mustChangePassword: boolean; grants: Grant[];
};
export type PracticeView = {
  name: string; timeZone: string;
  /** local date and time of the practice: 2026-11-23, 10:42 */
  today: string; now: string;
  /** usual opening of the day, 08:00 and 19:00 */
  opensAt: string; closesAt: string;
};

export type PatientHit = { id: string; lastName: string; firstName: string; birthDate: string | null; phone: string | null };
export type PatientSearchView = { hits: PatientHit[]; /** patients in the base */ total: number };
export type PatientFile = {
  id: string; v: number; lastName: string; firstName: string; birthDate: string | null;
  phone: string | null; email: string | null; insurance: string | null; notes: string | null;
  createdAt: string; updatedAt: string; visits: VisitView[];
};
/** `startsAt` is a local date and time: 2026-11-23T10:30. */
export type VisitView = { appointmentId: string | null; startsAt: string; practitioner: string; reason: string | null; status: AppointmentStatus | null };
/** Everything as typed; the rules parse it. Empty text means "not given". */
export type PatientInput = {
  lastName: string; firstName: string; birthDate: string; phone: string; email: string; insurance: string; notes: string;
  acceptWarnings: boolean; acceptDuplicate: boolean;
};
export type RegisterOutcome =
  | { kind: "registered"; patient: PatientFile }
  | { kind: "likelyDuplicates"; candidates: PatientHit[] };

export type PractitionerView = { id: string; name: string; speciality: string; /** #rrggbb */ color: string; active: boolean };
export type PractitionerInput = { name: string; speciality: string; color: string };
export type RemovalOutcome = { kind: "deleted" } | { kind: "deactivated"; appointments: number };

export type UserView = { id: string; username: string; role: Role; practitionerId: string | null; active: boolean; mustChangePassword: boolean; createdAt: string };
/** The password is provisional: the user replaces it at the first sign-in. */
export type UserInput = { username: string; role: Role; practitionerId: string | null; password: string };

export type AppointmentStatus = "confirmed" | "cancelled" | "absent" | "cancelledByDoctor";
/** What the button may do now: `locked` = less than 30 minutes; `started`/`notStarted` = too late/too early; `notApplicable` = not in this status. */
export type ActionState = "allowed" | "locked" | "started" | "notStarted" | "forbidden" | "notApplicable";
export type AppointmentView = {
  id: string; v: number;
  patientId: string; patientName: string; patientPhone: string | null;
  practitionerId: string | null; practitionerName: string;
  /** local: 2026-11-23, 10:30, 11:00 */
  date: string; start: string; end: string; durationMinutes: number;
  /** null when this role may not read it */
  reason: string | null;
  status: AppointmentStatus;
  cancellation: CancellationView | null;
  actions: AppointmentActions;
};
export type AppointmentActions = { reschedule: ActionState; cancel: ActionState; markAbsent: ActionState; reinstate: ActionState };
export type CancellationView = { by: string; at: string; reason: string };
export type BookingInput = { patientId: string; practitionerId: string; date: string; time: string; durationMinutes: number; reason: string };
export type RescheduleInput = { practitionerId: string; date: string; time: string; durationMinutes: number; reason: string };
export type DayView = { date: string; today: string; now: string; opensAt: string; closesAt: string; columns: DayColumn[] };
export type DayColumn = { practitioner: PractitionerView; appointments: AppointmentView[] };
export type BlockingView = { practitionerName: string; /** null when this role may not read it */ patientName: string | null; date: string; start: string; end: string; samePatient: boolean };
export type SlotView = { practitionerId: string; date: string; start: string; end: string };

export type Severity = "error" | "warning";
export type FieldRule =
  | "required" | "tooLong" | "invalidDate" | "inFuture" | "tooOld" | "invalidTime"
  | "invalidPhone" | "unusualPhone" | "invalidEmail" | "nirKey"
  | "alreadyUsed" | "unknown" | "inactive"
  | "offGrid" | "durationOutOfRange" | "inPast" | "acrossMidnight" | "skippedLocalTime"
  | "tooShort" | "tooSimple" | "containsUsername" | "wrongPassword" | "samePassword" | "invalidColor" | "invalidCharacters";
/** `field` is the name of the input's property. */
export type FieldIssue = { field: string; rule: FieldRule; severity: Severity };

export type Entity = "patient" | "practitioner" | "user" | "appointment";
export type CommandError =
  | { code: "slotTaken"; blocking: BlockingView[]; nearest: SlotView[] }
  | { code: "locked30Minutes"; startsAt: string }
  | { code: "notAllowedNow"; state: ActionState }
  | { code: "forbidden"; action: Action }
  | { code: "notSignedIn" }
  | { code: "passwordChangeRequired" }
  | { code: "invalidCredentials" }
  | { code: "validation"; fields: FieldIssue[] }
  | { code: "notFound"; entity: Entity }
  | { code: "changedByOther" }
  | { code: "patientChanged"; current: PatientFile }
  | { code: "lastAdministrator" }
  | { code: "storeUnavailable" }
  | { code: "internal"; reference: string };

/* Tauri Specta runtime */
async function typedError<T, E>(result: Promise<T>): Promise<{ status: "ok"; data: T } | { status: "error"; error: E }> {
  try {
    return { status: "ok", data: await result };
  } catch (e) {
    if (e instanceof Error) throw e;
    return { status: "error", error: e as any };
  }
}
