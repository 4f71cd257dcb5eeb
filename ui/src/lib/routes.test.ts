// Addresses and routes are each other's inverse.
import { expect, test } from "vitest";
import { href, parseRoute, type Route } from "./routes";

const routes: Route[] = [
  { name: "patients" },
  { name: "patient", id: "65f0c0ffee" },
  { name: "patient", id: "a/b c" },
  { name: "newPatient" },
  { name: "booking" },
  { name: "booking", patientId: "65f0", practitionerId: "77", date: "2026-11-23", time: "10:30" },
  { name: "myday" },
  { name: "myday", patientId: "65f0c0ffee" },
  { name: "day" },
  { name: "day", date: "2026-11-23" },
  { name: "day", date: "2026-11-23", view: "week" },
  { name: "day", date: "2026-11-23", appointmentId: "00000000000000000000002a" },
  { name: "booking", practitionerId: "77", find: "slot" },
  { name: "absences" },
  { name: "absences", absenceId: "00000000000000000000002a" },
  { name: "sheet" },
  { name: "sheet", practitionerId: "77", date: "2026-11-23" },
  { name: "list" },
  { name: "list", date: "2026-11-24", delay: "choose" },
  { name: "waiting" },
  { name: "callbacks" },
  { name: "dashboard" },
  { name: "dashboard", period: "week", from: "2026-11-23", practitionerId: "77" },
  { name: "dashboard", period: "free", from: "2026-11-01", to: "2026-11-10" },
  { name: "practitioners" },
  { name: "users" },
  { name: "keys" },
  { name: "audit" },
  {
    name: "audit",
    user: "claire",
    action: "refused",
    entity: "patient",
    from: "2026-11-01",
    to: "2026-11-23",
    text: "a b&c",
  },
  { name: "base" },
  { name: "settings" },
];

test.each(routes)("$name survives its address", (route) => {
  expect(parseRoute(href(route))).toEqual(route);
});

test.each(["", "#/", "#/inconnu", "#/patients/1/2", "#/admin", "#/admin/rien", "#/day/2026"])(
  "%j names no screen",
  (hash) => {
    expect(parseRoute(hash)).toBeNull();
  },
);
