// Arithmetic on dates crosses months, leap days and clock changes without surprise.
import { expect, test } from "vitest";
import { addDays, ageInYears, daysBetween, minutesOf, timeFromMinutes, weekdayOf } from "./dates";

test("days are added across months, years and clock changes", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(addDays("pas une date", 1)).toBe("pas une date");
});

test("days between two dates are counted with their sign", () => {
  expect(daysBetween("2026-11-23", "2026-12-01")).toBe(8);
  expect(daysBetween("2026-11-23", "2026-11-22")).toBe(-1);
});

test("minutes and times convert both ways, inside the day", () => {
  expect(minutesOf("09:05")).toBe(545);
  expect(timeFromMinutes(545)).toBe("09:05");
  expect(timeFromMinutes(1_500)).toBe("23:59");
  expect(timeFromMinutes(-5)).toBe("00:00");
});

test("an age changes on the birthday", () => {
  expect(ageInYears("1990-11-24", "2026-11-23")).toBe(35);
  expect(ageInYears("1990-11-23", "2026-11-23")).toBe(36);
  expect(ageInYears("2027-01-01", "2026-11-23")).toBeNull();
});

test("a week goes from Monday, 1, to Sunday, 7", () => {
  expect(weekdayOf("2026-11-23")).toBe(1);
  expect(weekdayOf("2026-11-29")).toBe(7);
});
