// What people read for an error: a sentence by code, in words that say what to do.
import { formatTime, formatTimeRange, formatWait } from "$lib/format";
import { m } from "$lib/i18n";
import type {
  ActionState,
  CommandError,
  Entity,
  FieldIssue,
  FieldRule,
  FileProblem,
  KeyKind,
} from "./bindings";
import { toAppError } from "./call";

type Text = () => string;

const ruleTexts: Record<FieldRule, Text> = {
  required: m.errors_rule_required,
  tooLong: m.errors_rule_tooLong,
  invalidDate: m.errors_rule_invalidDate,
  inFuture: m.errors_rule_inFuture,
  tooOld: m.errors_rule_tooOld,
  invalidTime: m.errors_rule_invalidTime,
  invalidPhone: m.errors_rule_invalidPhone,
  unusualPhone: m.errors_rule_unusualPhone,
  invalidEmail: m.errors_rule_invalidEmail,
  nirKey: m.errors_rule_nirKey,
  alreadyUsed: m.errors_rule_alreadyUsed,
  unknown: m.errors_rule_unknown,
  inactive: m.errors_rule_inactive,
  offGrid: m.errors_rule_offGrid,
  durationOutOfRange: m.errors_rule_durationOutOfRange,
  inPast: m.errors_rule_inPast,
  acrossMidnight: m.errors_rule_acrossMidnight,
  skippedLocalTime: m.errors_rule_skippedLocalTime,
  endsBeforeStart: m.errors_rule_endsBeforeStart,
  overlapsAnother: m.errors_rule_overlapsAnother,
  delayOutOfRange: m.errors_rule_delayOutOfRange,
  alertOutOfRange: m.errors_rule_alertOutOfRange,
  tooShort: m.errors_rule_tooShort,
  tooSimple: m.errors_rule_tooSimple,
  containsUsername: m.errors_rule_containsUsername,
  wrongPassword: m.errors_rule_wrongPassword,
  samePassword: m.errors_rule_samePassword,
  invalidColor: m.errors_rule_invalidColor,
  invalidCharacters: m.errors_rule_invalidCharacters,
  commonPassword: m.errors_rule_commonPassword,
  wrongCode: m.errors_rule_wrongCode,
  invalidAddress: m.errors_rule_invalidAddress,
  notEncrypted: m.errors_rule_notEncrypted,
  serverTooOld: m.errors_rule_serverTooOld,
  baseUnreadable: m.errors_rule_baseUnreadable,
  idleOutOfRange: m.errors_rule_idleOutOfRange,
};

const notFoundTexts: Record<Entity, Text> = {
  patient: m.errors_notFound_patient,
  practitioner: m.errors_notFound_practitioner,
  user: m.errors_notFound_user,
  appointment: m.errors_notFound_appointment,
  delay: m.errors_notFound_delay,
  absence: m.errors_notFound_absence,
  settings: m.errors_notFound_settings,
};

const stateTexts: Record<ActionState, Text> = {
  allowed: m.errors_state_other,
  locked: m.errors_state_locked,
  started: m.errors_state_started,
  notStarted: m.errors_state_notStarted,
  notToday: m.errors_state_notToday,
  forbidden: m.errors_forbidden,
  notApplicable: m.errors_state_notApplicable,
};

const keyMissingTexts: Record<KeyKind, Text> = {
  administrative: m.errors_keyMissing_administrative,
  medical: m.errors_keyMissing_medical,
};

const fileTexts: Record<FileProblem, Text> = {
  missing: m.errors_file_missing,
  notRecognised: m.errors_file_notRecognised,
  damaged: m.errors_file_damaged,
  tooNew: m.errors_file_tooNew,
  notWritable: m.errors_file_notWritable,
};

/** The sentence for a broken rule. */
export function ruleText(rule: FieldRule): string {
  return ruleTexts[rule]();
}

/** The sentence under a field. */
export function issueText(issue: FieldIssue): string {
  return ruleText(issue.rule);
}

/** Why an action of an appointment is not possible now; also for the tooltip of its disabled button. */
export function actionStateText(state: ActionState): string {
  return stateTexts[state]();
}

/** The sentence for any failure. */
export function errorText(failure: unknown): string {
  return commandErrorText(toAppError(failure).error);
}

function commandErrorText(error: CommandError): string {
  switch (error.code) {
    case "slotTaken":
      return slotTakenText(error);
    case "outsideHours":
      return m.errors_outsideHours();
    case "locked30Minutes":
      return m.errors_locked30Minutes({ time: formatTime(error.startsAt) });
    case "notAllowedNow":
      return actionStateText(error.state);
    case "forbidden":
      return m.errors_forbidden();
    case "notSignedIn":
      return m.errors_notSignedIn();
    case "passwordChangeRequired":
      return m.errors_passwordChangeRequired();
    case "sessionLocked":
      return m.errors_sessionLocked();
    case "invalidCredentials":
      return m.errors_invalidCredentials();
    case "signInPaused":
      return m.errors_signInPaused({ wait: formatWait(error.seconds) });
    case "baseNotAdopted":
      return m.errors_baseNotAdopted();
    case "keyMissing":
      return keyMissingTexts[error.kind]();
    case "baseNotEmpty":
      return m.errors_baseNotEmpty();
    case "fileUnusable":
      return fileTexts[error.problem]();
    case "validation":
      return m.errors_validation();
    case "notFound":
      return notFoundTexts[error.entity]();
    case "changedByOther":
      return m.errors_changedByOther();
    case "patientChanged":
      return m.errors_patientChanged();
    case "stopped":
      return m.errors_stopped();
    case "accountUsed":
      return m.errors_accountUsed();
    case "lastAdministrator":
      return m.errors_lastAdministrator();
    case "storeUnavailable":
      return m.errors_storeUnavailable();
    case "internal":
      return m.errors_internal({ reference: error.reference });
  }
}

function slotTakenText(error: Extract<CommandError, { code: "slotTaken" }>): string {
  const first = error.blocking[0];
  if (!first) return m.errors_slotTaken_unknown();
  const range = formatTimeRange(first.start, first.end);
  return first.samePatient
    ? m.errors_slotTaken_samePatient({ range, practitioner: first.practitionerName })
    : m.errors_slotTaken({ range, practitioner: first.practitionerName });
}
