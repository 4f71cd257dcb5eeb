// The screens of the rail: their words, icons, shortcuts, and the action a role needs to see them.
import Armchair from "@lucide/svelte/icons/armchair";
import BriefcaseMedical from "@lucide/svelte/icons/briefcase-medical";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import CalendarOff from "@lucide/svelte/icons/calendar-off";
import CalendarPlus from "@lucide/svelte/icons/calendar-plus";
import CalendarSearch from "@lucide/svelte/icons/calendar-search";
import ChartColumn from "@lucide/svelte/icons/chart-column";
import LockKeyhole from "@lucide/svelte/icons/lock-keyhole";
import Database from "@lucide/svelte/icons/database";
import PhoneCall from "@lucide/svelte/icons/phone-call";
import Rows3 from "@lucide/svelte/icons/rows-3";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import Settings from "@lucide/svelte/icons/settings";
import ShieldUser from "@lucide/svelte/icons/shield-user";
import Stethoscope from "@lucide/svelte/icons/stethoscope";
import Timer from "@lucide/svelte/icons/timer";
import Users from "@lucide/svelte/icons/users";
import type { Component } from "svelte";
import type { Action, Role } from "$lib/api/bindings";
import OverlapCount from "$lib/features/base/OverlapCount.svelte";
import OpenCount from "$lib/features/callbacks/OpenCount.svelte";
import type { SessionContext } from "$lib/features/session/context";
import { m } from "$lib/i18n";
import type { Route, RouteName } from "$lib/routes";
import { testIds } from "$lib/testIds";

export interface Screen {
  route: Route;
  /** All routes that this entry of the rail stands for. */
  routes: readonly RouteName[];
  label: () => string;
  Icon: typeof Users;
  needs: Action;
  /** The one role it is made for; any with the grant when left out. */
  role?: Role;
  /** The role that comes for it: the first in its rail. */
  home?: Role;
  shortcut?: string;
  group: "work" | "administration";
  /** How many there wait for somebody to act, beside the words of the rail. */
  Count?: Component;
  testId: string;
}

export const screens: readonly Screen[] = [
  {
    route: { name: "myday" },
    routes: ["myday"],
    label: m.frame_myday,
    Icon: BriefcaseMedical,
    needs: "readPlanning",
    role: "doctor",
    group: "work",
    testId: testIds.frame.navMyDay,
  },
  {
    route: { name: "day" },
    routes: ["day", "sheet"],
    label: m.frame_day,
    Icon: CalendarDays,
    needs: "readPlanning",
    shortcut: "j",
    group: "work",
    testId: testIds.frame.navDay,
  },
  {
    route: { name: "list" },
    routes: ["list"],
    label: m.list_title,
    Icon: Rows3,
    needs: "readPlanning",
    shortcut: "l",
    group: "work",
    testId: testIds.frame.navList,
  },
  {
    route: { name: "waiting" },
    routes: ["waiting"],
    label: m.waiting_title,
    Icon: Armchair,
    needs: "readPlanning",
    shortcut: "s",
    group: "work",
    testId: testIds.frame.navWaiting,
  },
  {
    route: { name: "callbacks" },
    routes: ["callbacks"],
    label: m.callbacks_title,
    Icon: PhoneCall,
    needs: "reportDelay",
    shortcut: "k",
    group: "work",
    Count: OpenCount,
    testId: testIds.frame.navCallbacks,
  },
  {
    route: { name: "patients" },
    routes: ["patients", "patient", "newPatient"],
    label: m.frame_patients,
    Icon: Users,
    needs: "readPatients",
    shortcut: "p",
    group: "work",
    testId: testIds.frame.navPatients,
  },
  {
    route: { name: "booking" },
    routes: ["booking"],
    label: m.frame_booking,
    Icon: CalendarPlus,
    needs: "book",
    shortcut: "n",
    group: "work",
    testId: testIds.frame.navBooking,
  },
  {
    route: { name: "absences" },
    routes: ["absences"],
    label: m.absences_title,
    Icon: CalendarOff,
    needs: "book",
    group: "work",
    testId: testIds.frame.navAbsences,
  },
  {
    route: { name: "dashboard" },
    routes: ["dashboard"],
    label: m.figures_title,
    Icon: ChartColumn,
    needs: "readDashboard",
    home: "manager",
    shortcut: "b",
    group: "work",
    testId: testIds.frame.navDashboard,
  },
  {
    route: { name: "practitioners" },
    routes: ["practitioners"],
    label: m.frame_practitioners,
    Icon: Stethoscope,
    needs: "managePractitioners",
    group: "administration",
    testId: testIds.frame.navPractitioners,
  },
  {
    route: { name: "users" },
    routes: ["users"],
    label: m.frame_users,
    Icon: ShieldUser,
    needs: "manageUsers",
    group: "administration",
    testId: testIds.frame.navUsers,
  },
  {
    route: { name: "keys" },
    routes: ["keys"],
    label: m.keys_nav,
    Icon: LockKeyhole,
    needs: "manageUsers",
    group: "administration",
    testId: testIds.frame.navKeys,
  },
  {
    route: { name: "audit" },
    routes: ["audit"],
    label: m.audit_title,
    Icon: ScrollText,
    needs: "readAuditLog",
    group: "administration",
    testId: testIds.frame.navAudit,
  },
  {
    route: { name: "base" },
    routes: ["base"],
    label: m.base_nav,
    Icon: Database,
    needs: "manageSettings",
    group: "administration",
    Count: OverlapCount,
    testId: testIds.frame.navBase,
  },
  {
    route: { name: "settings" },
    routes: ["settings"],
    label: m.settings_title,
    Icon: Settings,
    needs: "manageSettings",
    group: "administration",
    testId: testIds.frame.navSettings,
  },
];

/** What the search offers besides the screens: a part of one, opened at once. */
export type SearchAction = Pick<Screen, "route" | "label" | "Icon" | "needs" | "shortcut" | "testId">;

const searchActions: readonly SearchAction[] = [
  {
    route: { name: "list", delay: "choose" },
    label: m.delay_title,
    Icon: Timer,
    needs: "reportDelay",
    shortcut: "r",
    testId: testIds.delay.choose,
  },
  {
    route: { name: "booking", find: "slot" },
    label: m.booking_find,
    Icon: CalendarSearch,
    needs: "book",
    testId: testIds.booking.find,
  },
];

/** The actions of the search for a session, besides its screens. */
export function allowedActions(session: SessionContext): readonly SearchAction[] {
  return searchActions.filter(({ needs }) => session.can(needs));
}

/** What a session may see, in the order of the rail. */
export function allowedScreens(session: SessionContext): readonly Screen[] {
  const allowed = screens.filter(
    ({ needs, role }) => session.can(needs) && (role === undefined || role === session.view.role),
  );
  const isHome = ({ home }: Screen) => home === session.view.role;
  return [...allowed.filter(isHome), ...allowed.filter((screen) => !isHome(screen))];
}
