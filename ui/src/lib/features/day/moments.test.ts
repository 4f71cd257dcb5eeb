// What is over, going on and next.
import { expect, test } from "vitest";
import type { VisitProgress } from "$lib/api/bindings";
import { appointment, expected } from "$lib/features/appointments/sample";
import { hasStarted, momentsOf, nowOn } from "./moments";

const clock = { today: "2026-11-23", now: "10:42" };
const ranges = ["09:00-09:30", "10:30-11:00", "11:10-11:30", "14:00-14:30"];
const moments = (
  now: number,
  list = ranges.map((range) => appointment(range)),
  nextId: string | null = null,
) => [...momentsOf({ appointments: list, nextId }, now).values()];
const visit = (fields: Partial<VisitProgress>) => ({ visit: { ...expected, ...fields } });

test("today is split at the time it is", () => {
  const today = nowOn({ ...clock, date: "2026-11-23" });
  expect(moments(today, undefined, "11:10-11:30")).toEqual(["past", "now", "next", "later"]);
});

test("another day is all past, or all to come without a next", () => {
  expect(moments(nowOn({ ...clock, date: "2026-11-22" }))).toEqual(["past", "past", "past", "past"]);
  expect(moments(nowOn({ ...clock, date: "2026-11-24" }))).toEqual(["later", "later", "later", "later"]);
});

test("at its end an appointment is over, at its start it is going on", () => {
  expect(moments(570)[0]).toBe("past");
  expect(moments(540)[0]).toBe("now");
});

test("who is absent is not with the practitioner", () => {
  expect(moments(642, [appointment("10:30-11:00", { status: "absent" })])).toEqual(["later"]);
});

test("a visit says more than the clock", () => {
  const list = [
    appointment("09:00-09:30", visit({ step: "inConsultation" })),
    appointment("09:30-10:00", visit({ step: "waiting" })),
    appointment("10:30-11:00", visit({ step: "finished" })),
  ];
  expect(moments(642, list)).toEqual(["now", "later", "past"]);
});

test("an appointment has started from its very minute on, and on every later day", () => {
  const at = (date: string, start: string) => hasStarted({ date, start }, clock);
  expect([at("2026-11-23", "10:42"), at("2026-11-23", "10:45")]).toEqual([true, false]);
  expect([at("2026-11-22", "18:00"), at("2026-11-24", "08:00")]).toEqual([true, false]);
});
