// The screens of the rail: their words, icons, shortcuts, and the action a role needs to see them.
import BriefcaseMedical from "@lucide/svelte/icons/briefcase-medical";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import CalendarPlus from "@lucide/svelte/icons/calendar-plus";
import ShieldUser from "@lucide/svelte/icons/shield-user";
import Stethoscope from "@lucide/svelte/icons/stethoscope";
import Users from "@lucide/svelte/icons/users";
import type { Action, Role } from "$lib/api/bindings";
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
  shortcut?: string;
  group: "work" | "administration";
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
    routes: ["day"],
    label: m.frame_day,
    Icon: CalendarDays,
    needs: "readPlanning",
    shortcut: "j",
    group: "work",
    testId: testIds.frame.navDay,
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
];

/** What a session may see, in the order of the rail. */
export function allowedScreens(session: SessionContext): readonly Screen[] {
  return screens.filter(
    ({ needs, role }) => session.can(needs) && (role === undefined || role === session.view.role),
  );
}
