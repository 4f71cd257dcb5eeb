// Who stands in the middle of the doctor's screen, and what the large buttons do.
import { describe, expect, test } from "vitest";
import type { AppointmentActions, MyDayView } from "$lib/api/bindings";
import { appointment, house } from "$lib/features/appointments/sample";
import { followers, inFocus, mainAction, missing, missingFrom } from "./day";

function day(fields: Partial<MyDayView>): MyDayView {
  return {
    practitioner: house,
    date: "2026-11-23",
    now: "10:42",
    current: null,
    waiting: [],
    next: [],
    past: [],
    delay: null,
    freeMinutes: null,
    endsAt: null,
    openings: [],
    callbacks: 0,
    ...fields,
  };
}

function withActions(range: string, actions: Partial<AppointmentActions>) {
  const plain = appointment(range);
  return { ...plain, actions: { ...plain.actions, ...actions } };
}

const inConsultation = withActions("10:30-11:00", { callIn: "notApplicable", finish: "allowed" });
const waits = appointment("11:30-12:00");
const comes = appointment("11:00-11:30");
const ids = (list: { id: string }[]) => list.map(({ id }) => id);

describe("with somebody in consultation", () => {
  const busy = day({ current: inConsultation, waiting: [waits], next: [comes] });

  test("they are in focus, and everybody else follows, those who wait first", () => {
    expect(inFocus(busy)).toBe(inConsultation);
    expect(ids(followers(busy))).toEqual(["11:30-12:00", "11:00-11:30"]);
  });

  test("the large button finishes", () => {
    expect(mainAction(busy)).toEqual({ action: "finish", appointment: inConsultation });
  });
});

describe("with nobody in consultation", () => {
  test("who waits comes before who is planned earlier and is not there", () => {
    const calm = day({ waiting: [waits], next: [comes] });
    expect(inFocus(calm)).toBe(waits);
    expect(ids(followers(calm))).toEqual(["11:00-11:30"]);
    expect(mainAction(calm)).toEqual({ action: "callIn", appointment: waits });
  });

  test("the next planned patient is called in when nobody waits", () => {
    expect(mainAction(day({ next: [comes] }))).toEqual({ action: "callIn", appointment: comes });
  });

  test("only somebody whom the rules let in is called", () => {
    const tomorrow = withActions("11:00-11:30", { callIn: "notToday" });
    expect(mainAction(day({ next: [tomorrow] }))).toBeNull();
    expect(mainAction(day({ next: [tomorrow, waits] }))?.appointment).toBe(waits);
  });

  test("an empty day has nobody in focus and nothing to do", () => {
    expect([inFocus(day({})), mainAction(day({})), missing(day({})), missingFrom(day({}))]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

test("absent is the first whose time has come; before that, from when it may be noted", () => {
  const late = withActions("10:30-11:00", { markAbsent: "allowed" });
  expect(missing(day({ waiting: [waits], next: [late, comes] }))).toBe(late);
  expect(missing(day({ next: [comes] }))).toBeNull();
  expect(missingFrom(day({ next: [comes] }))).toBe("11:00");
});
