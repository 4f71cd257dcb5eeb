// Periods: their dates, what comes before and after, and that an address keeps them.
import { expect, test } from "vitest";
import { addressOf, asKind, periodAround, periodOf, periodText, shifted, type PeriodKind } from "./period";

const TODAY = "2026-11-23";
const dates = (kind: PeriodKind, date: string) => {
  const { from, to } = periodAround(kind, date);
  return [from, to];
};

test("a period spans whole days, weeks from Monday, months and quarters of the calendar", () => {
  expect(dates("day", TODAY)).toEqual([TODAY, TODAY]);
  expect(dates("week", "2026-11-29")).toEqual(["2026-11-23", "2026-11-29"]);
  expect(dates("week", "2027-01-01")).toEqual(["2026-12-28", "2027-01-03"]);
  expect(dates("month", "2028-02-10")).toEqual(["2028-02-01", "2028-02-29"]);
  expect(dates("quarter", TODAY)).toEqual(["2026-10-01", "2026-12-31"]);
});

test("without anything in the address it is the current month", () => {
  expect(periodOf({}, TODAY)).toEqual({ kind: "month", from: "2026-11-01", to: "2026-11-30" });
  expect(periodOf({ period: "year", from: "2026-13-01" }, TODAY).from).toBe("2026-11-01");
});

test.each(["day", "week", "month", "quarter", "free"] as const)("a %s survives its address", (kind) => {
  const period = { ...periodAround(kind, "2026-05-13"), ...(kind === "free" && { to: "2026-06-01" }) };
  const address = addressOf(period, "77");
  expect(address.practitionerId).toBe("77");
  expect(periodOf(address, TODAY)).toEqual(period);
});

test.each(["day", "week", "month", "quarter", "free"] as const)(
  "the %s after the one before is the same",
  (kind) => {
    const period = { ...periodAround(kind, "2026-03-31"), ...(kind === "free" && { to: "2026-04-09" }) };
    expect(shifted(shifted(period, -1), 1)).toEqual(period);
  },
);

test("free dates move by their own length", () => {
  const period = { kind: "free", from: "2026-11-01", to: "2026-11-10" } as const;
  expect(shifted(period, -1)).toEqual({ kind: "free", from: "2026-10-22", to: "2026-10-31" });
});

test("another kind stays around today when today is in view, else at the beginning", () => {
  expect(asKind(periodAround("month", TODAY), "week", TODAY).from).toBe("2026-11-23");
  expect(asKind(periodAround("month", "2026-05-13"), "week", TODAY).from).toBe("2026-04-27");
  expect(asKind(periodAround("week", TODAY), "free", TODAY)).toEqual({
    kind: "free",
    from: "2026-11-23",
    to: "2026-11-29",
  });
});

test("a period has a name people use", () => {
  expect(periodText(periodAround("month", TODAY))).toBe("novembre 2026");
  expect(periodText(periodAround("quarter", TODAY))).toBe("4e trimestre 2026");
  expect(periodText(periodAround("quarter", "2026-02-01"))).toBe("1er trimestre 2026");
  expect(periodText(periodAround("week", TODAY))).toMatch(/^23.+29 nov\. 2026$/);
});
