// What people type is understood, and only that.
import { describe, expect, test } from "vitest";
import { isCompleteDate, isCompleteTime, parseDate, parseTime } from "./parse";

describe("a date", () => {
  test.each([
    "23/11/2026",
    "23112026",
    "23/11/26",
    "231126",
    "2026-11-23",
    " 23.11.2026 ",
    "23 11 2026",
    "23-11-26",
  ])("is read from %j", (text) => expect(parseDate(text)).toBe("2026-11-23"));

  test.each(["", "32/01/2026", "29/02/2026", "23/13/2026", "2026-02-30", "demain", "23/11", "123"])(
    "is not read from %j",
    (text) => expect(parseDate(text)).toBeNull(),
  );

  test("of birth with two digits of year is never in the future", () => {
    const pivot = { kind: "past", today: "2026-11-23" } as const;
    expect(parseDate("01/02/45", pivot)).toBe("1945-02-01");
    expect(parseDate("22/11/26", pivot)).toBe("2026-11-22");
    expect(parseDate("24/11/26", pivot)).toBe("1926-11-24");
    expect(parseDate("24/11/2027", pivot)).toBe("2027-11-24");
  });

  test("is complete once the year has four digits", () => {
    expect(["231120", "23/11/20", "23/11"].map(isCompleteDate)).toEqual([false, false, false]);
    expect(["23112026", "23/11/2026", "2026-11-23"].map(isCompleteDate)).toEqual([true, true, true]);
  });
});

describe("a time", () => {
  test.each(["9h05", "905", "09:05", "9:05", "0905", "9H05", "9 h 05", "9.05"])("is read from %j", (text) =>
    expect(parseTime(text)).toBe("09:05"),
  );

  test("of a whole hour needs no minutes", () => {
    expect(["9", "9h", "09"].map(parseTime)).toEqual(["09:00", "09:00", "09:00"]);
  });

  test.each(["", "24:00", "9h60", "25", "midi", "9h5", "12345"])("is not read from %j", (text) =>
    expect(parseTime(text)).toBeNull(),
  );

  test("is complete once the minutes have two digits", () => {
    expect(["9", "905", "9h", "9h0"].map(isCompleteTime)).toEqual([false, false, false, false]);
    expect(["9h05", "09:05", "0905"].map(isCompleteTime)).toEqual([true, true, true]);
  });
});
