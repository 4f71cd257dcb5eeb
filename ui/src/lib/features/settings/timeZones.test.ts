// Time zones as people type them.
import { expect, test } from "vitest";
import { findTimeZones } from "./timeZones";

const zones = ["America/Paramaribo", "America/Port_of_Spain", "Europe/Paris", "Indian/Reunion", "Etc/GMT-1"];

test.each([
  ["paris", ["Europe/Paris"]],
  ["Réunion", ["Indian/Reunion"]],
  ["port of", ["America/Port_of_Spain"]],
  ["europe/pa", ["Europe/Paris"]],
  ["gmt-1", ["Etc/GMT-1"]],
  ["lutèce", []],
])("%s", (query, expected) => {
  expect(findTimeZones(zones, query)).toEqual(expected);
});

test("a city that begins with what is typed comes before one that contains it", () => {
  expect(findTimeZones(["America/Comparis", ...zones], "par")[0]).toBe("America/Paramaribo");
});

test("before anything is typed, those of French practices are offered", () => {
  expect(findTimeZones(zones, " ")).toEqual(["Europe/Paris", "Indian/Reunion"]);
});
