// What each action of the log is called, where it belongs, and how it looks.
import Archive from "@lucide/svelte/icons/archive";
import Armchair from "@lucide/svelte/icons/armchair";
import CalendarCheck from "@lucide/svelte/icons/calendar-check";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CalendarOff from "@lucide/svelte/icons/calendar-off";
import CalendarX from "@lucide/svelte/icons/calendar-x";
import CircleQuestionMark from "@lucide/svelte/icons/circle-question-mark";
import Clock from "@lucide/svelte/icons/clock";
import Database from "@lucide/svelte/icons/database";
import DatabaseBackup from "@lucide/svelte/icons/database-backup";
import Download from "@lucide/svelte/icons/download";
import FileText from "@lucide/svelte/icons/file-text";
import KeyRound from "@lucide/svelte/icons/key-round";
import LifeBuoy from "@lucide/svelte/icons/life-buoy";
import Lock from "@lucide/svelte/icons/lock";
import LockKeyhole from "@lucide/svelte/icons/lock-keyhole";
import LockKeyholeOpen from "@lucide/svelte/icons/lock-keyhole-open";
import LockOpen from "@lucide/svelte/icons/lock-open";
import LogIn from "@lucide/svelte/icons/log-in";
import LogOut from "@lucide/svelte/icons/log-out";
import PhoneCall from "@lucide/svelte/icons/phone-call";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import RotateCcw from "@lucide/svelte/icons/rotate-ccw";
import Settings from "@lucide/svelte/icons/settings";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import ShieldUser from "@lucide/svelte/icons/shield-user";
import ShieldX from "@lucide/svelte/icons/shield-x";
import Stethoscope from "@lucide/svelte/icons/stethoscope";
import Timer from "@lucide/svelte/icons/timer";
import Trash2 from "@lucide/svelte/icons/trash-2";
import UserX from "@lucide/svelte/icons/user-x";
import type { AuditAction, AuditEntryView } from "$lib/api/bindings";
import { m } from "$lib/i18n";

export type Area =
  | "access"
  | "patients"
  | "appointments"
  | "visits"
  | "day"
  | "practitioners"
  | "users"
  | "keys"
  | "practice"
  | "base";

/** `refusal` for what was not done, `removal` for what took something away. */
export type Tone = "plain" | "refusal" | "removal";

export interface ActionLook {
  label: () => string;
  area: Area;
  Icon: typeof Archive;
  tone: Tone;
}

function look(label: () => string, area: Area, Icon: typeof Archive, tone: Tone = "plain"): ActionLook {
  return { label, area, Icon, tone };
}

const looks: Record<AuditAction, ActionLook> = {
  signIn: look(m.audit_action_signIn, "access", LogIn),
  signInRefused: look(m.audit_action_signInRefused, "access", ShieldX, "refusal"),
  signOut: look(m.audit_action_signOut, "access", LogOut),
  refused: look(m.audit_action_refused, "access", ShieldX, "refusal"),
  changePassword: look(m.audit_action_changePassword, "access", KeyRound),
  lockSession: look(m.audit_action_lockSession, "access", Lock),
  recoverAccess: look(m.audit_action_recoverAccess, "access", LifeBuoy),
  createPatient: look(m.audit_action_createPatient, "patients", FileText),
  updatePatient: look(m.audit_action_updatePatient, "patients", FileText),
  openPatient: look(m.audit_action_openPatient, "patients", FileText),
  createAppointment: look(m.audit_action_createAppointment, "appointments", CalendarCheck),
  updateAppointment: look(m.audit_action_updateAppointment, "appointments", CalendarClock),
  cancelAppointment: look(m.audit_action_cancelAppointment, "appointments", CalendarX, "removal"),
  emergencyCancel: look(m.audit_action_emergencyCancel, "appointments", CalendarX, "removal"),
  markAbsent: look(m.audit_action_markAbsent, "appointments", UserX),
  reinstateAppointment: look(m.audit_action_reinstateAppointment, "appointments", RotateCcw),
  arrive: look(m.audit_action_arrive, "visits", Armchair),
  callIn: look(m.audit_action_callIn, "visits", Stethoscope),
  finish: look(m.audit_action_finish, "visits", CalendarCheck),
  takeBack: look(m.audit_action_takeBack, "visits", RotateCcw),
  reportDelay: look(m.audit_action_reportDelay, "day", Timer),
  withdrawDelay: look(m.audit_action_withdrawDelay, "day", Timer, "removal"),
  closeCallback: look(m.audit_action_closeCallback, "day", PhoneCall),
  reopenCallback: look(m.audit_action_reopenCallback, "day", PhoneCall),
  createPractitioner: look(m.audit_action_createPractitioner, "practitioners", Stethoscope),
  updatePractitioner: look(m.audit_action_updatePractitioner, "practitioners", Stethoscope),
  deletePractitioner: look(m.audit_action_deletePractitioner, "practitioners", Trash2, "removal"),
  deactivatePractitioner: look(
    m.audit_action_deactivatePractitioner,
    "practitioners",
    Stethoscope,
    "removal",
  ),
  activatePractitioner: look(m.audit_action_activatePractitioner, "practitioners", Stethoscope),
  setHours: look(m.audit_action_setHours, "practitioners", Clock),
  createAbsence: look(m.audit_action_createAbsence, "practitioners", CalendarOff),
  removeAbsence: look(m.audit_action_removeAbsence, "practitioners", Trash2, "removal"),
  createUser: look(m.audit_action_createUser, "users", ShieldUser),
  updateUser: look(m.audit_action_updateUser, "users", ShieldUser),
  resetPassword: look(m.audit_action_resetPassword, "users", KeyRound),
  deactivateUser: look(m.audit_action_deactivateUser, "users", UserX, "removal"),
  activateUser: look(m.audit_action_activateUser, "users", ShieldUser),
  deleteUser: look(m.audit_action_deleteUser, "users", Trash2, "removal"),
  unlockUser: look(m.audit_action_unlockUser, "users", LockOpen),
  setUpKeys: look(m.audit_action_setUpKeys, "keys", LockKeyhole),
  grantKey: look(m.audit_action_grantKey, "keys", LockKeyholeOpen),
  revokeKey: look(m.audit_action_revokeKey, "keys", LockKeyhole, "removal"),
  rotateKeys: look(m.audit_action_rotateKeys, "keys", RefreshCw),
  newRecoveryCode: look(m.audit_action_newRecoveryCode, "keys", LifeBuoy),
  updateSettings: look(m.audit_action_updateSettings, "practice", Settings),
  export: look(m.audit_action_export, "practice", Download),
  readLog: look(m.audit_action_readLog, "practice", ScrollText),
  verifyLog: look(m.audit_action_verifyLog, "practice", ShieldCheck),
  archiveLog: look(m.audit_action_archiveLog, "practice", Archive),
  adoptBase: look(m.audit_action_adoptBase, "base", Database),
  importBase: look(m.audit_action_importBase, "base", Database),
  moveBase: look(m.audit_action_moveBase, "base", Database),
  databaseAccount: look(m.audit_action_databaseAccount, "base", KeyRound),
  writeBackup: look(m.audit_action_writeBackup, "base", DatabaseBackup),
  restoreBackup: look(m.audit_action_restoreBackup, "base", DatabaseBackup),
};

const areaNames: Record<Area, () => string> = {
  access: m.audit_area_access,
  patients: m.audit_area_patients,
  appointments: m.audit_area_appointments,
  visits: m.audit_area_visits,
  day: m.audit_area_day,
  practitioners: m.audit_area_practitioners,
  users: m.audit_area_users,
  keys: m.audit_area_keys,
  practice: m.audit_area_practice,
  base: m.audit_area_base,
};

/** A code that this version does not know is shown as it is stored. */
export function lookOf({ action, code }: Pick<AuditEntryView, "action" | "code">): ActionLook {
  return action === null ? look(() => code, "practice", CircleQuestionMark) : looks[action];
}

/** The action of that name, or `null`. */
export function actionNamed(name: string | undefined): AuditAction | null {
  return name !== undefined && Object.hasOwn(looks, name) ? (name as AuditAction) : null;
}

/** Every action for a choice, area by area. */
export function actionChoices(): { value: AuditAction; label: string; group: string }[] {
  return Object.entries(looks).map(([value, { label, area }]) => ({
    value: value as AuditAction,
    label: label(),
    group: areaNames[area](),
  }));
}
