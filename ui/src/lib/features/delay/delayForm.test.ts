// The form of a delay: what it sends, and when there is enough to show its effect.
import { expect, test, vi } from "vitest";
import type { DelayView } from "$lib/api/bindings";
import type { DelayChanges } from "./changes";
import { beginDelay, canBePreviewed, inputOf, type DelayValues } from "./delayForm";

const clock = { today: "2026-11-23", now: "10:42", opensAt: "08:00" };
const today = { practitionerId: "house", date: "2026-11-23", clock };
const held: DelayView = {
  id: "d",
  practitionerId: "house",
  date: "2026-11-23",
  from: "10:00",
  minutes: 15,
  by: "claire",
  at: "10:05",
};
const values: DelayValues = { minutes: 10, add: false, fromNow: true, from: "10:42" };

function begin(day = today, holding: DelayView | null = null) {
  const report = vi.fn(() => Promise.resolve(held));
  const form = beginDelay(
    day,
    () => holding,
    { report } as unknown as DelayChanges,
    () => {},
  );
  return { form, report };
}

test("from now on unless another time is chosen", () => {
  expect(inputOf(values, today, null).from).toBe("");
  expect(inputOf({ ...values, fromNow: false, from: "11:00" }, today, null).from).toBe("11:00");
});

test("nothing is added once the delay that held is gone", () => {
  expect(inputOf({ ...values, add: true }, today, held).add).toBe(true);
  expect(inputOf({ ...values, add: true }, today, null).add).toBe(false);
});

test("on another day there is no now: it begins with the opening", () => {
  const { form } = begin({ ...today, date: "2026-11-24" });
  expect(form.values).toMatchObject({ fromNow: false, from: "08:00" });
});

test("the effect is asked for once minutes and time can be read", () => {
  expect(canBePreviewed(values)).toBe(true);
  expect(canBePreviewed({ ...values, minutes: 0 })).toBe(false);
  expect(canBePreviewed({ ...values, fromNow: false, from: "25h" })).toBe(false);
});

test("without minutes nothing is sent", async () => {
  const { form, report } = begin();
  expect(await form.submit()).toBeNull();
  expect(report).not.toHaveBeenCalled();
  expect(form.issues("minutes").map((issue) => issue.rule)).toEqual(["required"]);
});

test("missing minutes and a time that is none are said together", async () => {
  const { form, report } = begin();
  Object.assign(form.values, { fromNow: false, from: "25h" });
  expect(await form.submit()).toBeNull();
  expect(report).not.toHaveBeenCalled();
  expect(form.issues("minutes").map((issue) => issue.rule)).toEqual(["required"]);
  expect(form.issues("from").map((issue) => issue.rule)).toEqual(["invalidTime"]);
});

test("what held before goes along, so that it can be put back", async () => {
  const { form, report } = begin(today, held);
  form.values.minutes = 30;
  await form.submit();
  expect(report).toHaveBeenCalledWith(
    { practitionerId: "house", date: "2026-11-23", from: "", minutes: 30, add: false },
    expect.any(String),
    held,
  );
});
