// Formats as the interface guide writes them.
import { expect, test } from "vitest";
import { locale } from "$lib/i18n";
import * as format from "./format";

const NB = "\u202f";

test("dates read as on a French agenda", () => {
  expect(format.formatDate("2026-11-23")).toBe("lun. 23 nov. 2026");
  expect(format.formatDateLong("2026-11-23")).toBe("lundi 23 novembre 2026");
  expect(format.formatDayMonth("2026-11-23")).toBe("lun. 23 nov.");
  expect(format.formatDateNumeric("2026-03-05")).toBe("05/03/2026");
  expect(format.formatDateTime("2026-11-23T09:05")).toBe("lun. 23 nov. 2026, 09:05");
});

test("weekdays have a short and a long name", () => {
  expect(format.formatWeekday(1)).toBe("lun.");
  expect(format.formatWeekday(7, "long")).toBe("dimanche");
});

test("dates follow the chosen language", () => {
  locale.set("en");
  expect(format.formatDate("2026-11-23")).toBe("Mon 23 Nov 2026");
  expect(format.formatDateLong("2026-11-23")).toBe("Monday 23 November 2026");
});

test("no time zone of the device moves a date", () => {
  for (const zone of ["Pacific/Kiritimati", "America/Los_Angeles", "Europe/Paris"]) {
    process.env.TZ = zone;
    expect(format.formatDate("1953-01-01")).toBe("jeu. 1 janv. 1953");
    expect(format.formatDateNumeric("1953-01-01")).toBe("01/01/1953");
  }
  delete process.env.TZ;
});

test("what is no date is shown as it is", () => {
  expect(format.formatDate("2026-02-30")).toBe("2026-02-30");
  expect(format.formatDateNumeric("32/13/2026")).toBe("32/13/2026");
});

test("times keep two digits", () => {
  expect(format.formatTime("09:05")).toBe("09:05");
  expect(format.formatTime("2026-11-23T09:05")).toBe("09:05");
  expect(format.formatTimeRange("10:15", "10:45")).toBe("10:15–10:45");
});

test("durations are in minutes and hours", () => {
  expect(format.formatDuration(30)).toBe(`30${NB}min`);
  expect(format.formatDuration(60)).toBe(`1${NB}h`);
  expect(format.formatDuration(65)).toBe(`1${NB}h${NB}05`);
});

test("French phones are grouped by two, however they are stored", () => {
  const expected = "06\u00a001\u00a002\u00a003\u00a004";
  for (const stored of [
    "0601020304",
    "+33601020304",
    "+33 6 01 02 03 04",
    "06.01.02.03.04",
    "0033601020304",
  ]) {
    expect(format.formatPhone(stored)).toBe(expected);
  }
});

test("other phones are left alone", () => {
  expect(format.formatPhone("+44 20 7946 0018")).toBe("+44 20 7946 0018");
  expect(format.formatPhone("poste 12")).toBe("poste 12");
});

test("people are named last name first, in capitals", () => {
  expect(format.formatPerson({ lastName: "Lefèvre", firstName: "Zoé" })).toBe("LEFÈVRE Zoé");
});

test("near days are named, far ones dated", () => {
  const today = "2026-11-23";
  expect(format.formatRelativeDay("2026-11-22", today)).toBe("hier");
  expect(format.formatRelativeDay("2026-11-23", today)).toBe("aujourd’hui");
  expect(format.formatRelativeDay("2026-11-26", today)).toBe("dans 3 jours");
  expect(format.formatRelativeDay("2026-09-01", today)).toBe("mar. 1 sept. 2026");
  expect(format.formatRelativeDay("2026-11-22", today, "en")).toBe("yesterday");
});

test("gaps between clocks are in seconds, then minutes", () => {
  expect(format.formatSeconds(-75)).toBe(`75${NB}s`);
  expect(format.formatSeconds(185)).toBe(`3${NB}min`);
});

test("ages carry their unit", () => {
  expect(format.formatAge(42)).toBe("42 ans");
  expect(format.formatAge(1)).toBe("1 an");
  expect(format.formatAge(1, "en")).toBe("1 year");
});

test("a stretch of days names what its ends share once, and a month has its year", () => {
  const plain = (text: string) => text.replace(/[\u2009\u202f]/g, " ");
  expect(plain(format.formatDateRange("2026-10-02", "2026-10-31"))).toBe("2–31 oct. 2026");
  expect(plain(format.formatDateRange("2026-09-28", "2026-10-04"))).toBe("28 sept. – 4 oct. 2026");
  expect(format.formatDateRange("2026-10-02", "2026-10-02")).toBe("2 oct. 2026");
  expect(format.formatMonth("2026-11-23")).toBe("novembre 2026");
});

test("shares read as percentages", () => {
  expect(format.formatPermille(68).replace(/\s/g, " ")).toBe("6,8 %");
  expect(format.formatPermille(1000, "en")).toBe("100%");
});

test("sizes read in the unit that suits them", () => {
  expect(format.formatSize(640).replace(/\s/g, " ")).toBe("640 ko");
  expect(format.formatSize(3_871).replace(/\s/g, " ")).toBe("3,9 Mo");
  expect(format.formatSize(3_871, "en")).toBe("3.9 MB");
});
