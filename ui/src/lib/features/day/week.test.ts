// Which days a week shows.
import { expect, test } from "vitest";
import type { DayColumn } from "$lib/api/bindings";
import { appointment, column, dayOf } from "$lib/features/appointments/sample";
import { weekDates, withoutEmptySunday } from "./week";

test("a week runs from Monday to Sunday, also for a Sunday and over the end of a month", () => {
  expect(weekDates("2026-11-26")).toEqual(weekDates("2026-11-29"));
  expect([weekDates("2026-11-29")[0], weekDates("2026-11-29")[6]]).toEqual(["2026-11-23", "2026-11-29"]);
  expect(weekDates("2026-12-01")[0]).toBe("2026-11-30");
});

test("Sunday is shown only if anybody works or is expected", () => {
  const closed: DayColumn = { ...column([]), openings: [] };
  const saturday = dayOf([closed], { date: "2026-11-28" });
  const sunday = (fields: Partial<DayColumn>) => dayOf([{ ...closed, ...fields }], { date: "2026-11-29" });
  expect(withoutEmptySunday([saturday, sunday({})])).toHaveLength(1);
  expect(
    withoutEmptySunday([saturday, sunday({ openings: [{ start: "09:00", end: "12:00" }] })]),
  ).toHaveLength(2);
  expect(withoutEmptySunday([saturday, sunday({ appointments: [appointment("10:00-10:30")] })])).toHaveLength(
    2,
  );
});
