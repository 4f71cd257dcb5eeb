// The screens and their addresses. A route is data; `href` and `parseRoute` are each other's inverse.

export type Route =
  | { name: "patients" }
  | { name: "patient"; id: string }
  | { name: "newPatient" }
  | {
      name: "booking";
      patientId?: string;
      practitionerId?: string;
      date?: string;
      time?: string;
      /** Opens the search of free times beside the form. */
      find?: string;
    }
  | { name: "myday"; patientId?: string }
  | { name: "day"; date?: string; view?: "week"; appointmentId?: string }
  | { name: "absences"; absenceId?: string }
  | { name: "sheet"; practitionerId?: string; date?: string }
  | {
      name: "list";
      date?: string;
      /** Opens the report of a delay: of the practitioner with this id, or of one to be chosen (`choose`). */
      delay?: string;
    }
  | { name: "waiting" }
  | { name: "callbacks" }
  | ({ name: "dashboard" } & Partial<Record<(typeof DASHBOARD_PARAMS)[number], string>>)
  | { name: "practitioners" }
  | { name: "users" }
  | { name: "keys" }
  | ({ name: "audit" } & Partial<Record<(typeof AUDIT_PARAMS)[number], string>>)
  | { name: "base" }
  | { name: "settings" };

export type RouteName = Route["name"];

/** In the place of an id. */
const NEW = "new";
/** The filters of the audit log. */
const AUDIT_PARAMS = ["user", "action", "entity", "from", "to", "text"] as const;
/** The period of the dashboard and whose figures. */
const DASHBOARD_PARAMS = ["period", "from", "to", "practitionerId"] as const;
const BOOKING_PARAMS = ["patientId", "practitionerId", "date", "time", "find"] as const;

/** The address of a route, for links: `#/patients/65f…`. */
export function href(route: Route): string {
  switch (route.name) {
    case "patients":
      return "#/patients";
    case "patient":
      return `#/patients/${encodeURIComponent(route.id)}`;
    case "newPatient":
      return `#/patients/${NEW}`;
    case "booking":
      return `#/booking${queryOf(Object.fromEntries(BOOKING_PARAMS.map((name) => [name, route[name]])))}`;
    case "myday":
      return `#/myday${queryOf({ patientId: route.patientId })}`;
    case "day":
      return `#/day${queryOf({ date: route.date, view: route.view, appointmentId: route.appointmentId })}`;
    case "absences":
      return `#/absences${queryOf({ absenceId: route.absenceId })}`;
    case "sheet":
      return `#/sheet${queryOf({ practitionerId: route.practitionerId, date: route.date })}`;
    case "list":
      return `#/list${queryOf({ date: route.date, delay: route.delay })}`;
    case "waiting":
      return "#/waiting";
    case "callbacks":
      return "#/callbacks";
    case "dashboard":
      return `#/dashboard${queryOf(Object.fromEntries(DASHBOARD_PARAMS.map((name) => [name, route[name]])))}`;
    case "practitioners":
      return "#/admin/practitioners";
    case "users":
      return "#/admin/users";
    case "keys":
      return "#/admin/keys";
    case "audit":
      return `#/admin/audit${queryOf(Object.fromEntries(AUDIT_PARAMS.map((name) => [name, route[name]])))}`;
    case "base":
      return "#/admin/base";
    case "settings":
      return "#/admin/settings";
  }
}

/** The route of an address, or `null` when it names no screen. */
export function parseRoute(hash: string): Route | null {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const params = new URLSearchParams(query);
  const segments = path.split("/").filter(Boolean).map(decodeURIComponent);
  const [area, detail, ...rest] = segments;
  if (rest.length > 0) return null;
  if (area === "patients") return patientsRoute(detail);
  if (area === "admin") return adminRoute(detail, params);
  if (detail !== undefined) return null;
  if (area === "booking") return { name: "booking", ...present(params, BOOKING_PARAMS) };
  if (area === "absences") return { name: "absences", ...present(params, ["absenceId"]) };
  if (area === "sheet") return { name: "sheet", ...present(params, ["practitionerId", "date"]) };
  if (area === "myday") return { name: "myday", ...present(params, ["patientId"]) };
  if (area === "list") return { name: "list", ...present(params, ["date", "delay"]) };
  if (area === "waiting") return { name: "waiting" };
  if (area === "callbacks") return { name: "callbacks" };
  if (area === "dashboard") return { name: "dashboard", ...present(params, DASHBOARD_PARAMS) };
  if (area === "day") return dayRoute(params);
  return null;
}

const PLAIN_ADMIN = ["practitioners", "users", "keys", "base", "settings"] as const;

function adminRoute(detail: string | undefined, params: URLSearchParams): Route | null {
  const plain = PLAIN_ADMIN.find((name) => name === detail);
  if (plain) return { name: plain };
  if (detail === "audit") return { name: "audit", ...present(params, AUDIT_PARAMS) };
  return null;
}

function patientsRoute(detail: string | undefined): Route {
  if (detail === undefined) return { name: "patients" };
  return detail === NEW ? { name: "newPatient" } : { name: "patient", id: detail };
}

function dayRoute(params: URLSearchParams): Route {
  const view = params.get("view") === "week" ? ({ view: "week" } as const) : {};
  return { name: "day", ...present(params, ["date", "appointmentId"]), ...view };
}

function queryOf(params: Record<string, string | undefined>): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

function present<Name extends string>(
  params: URLSearchParams,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value !== null && value !== "") found[name] = value;
  }
  return found;
}
