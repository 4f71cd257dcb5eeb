// An appointment shown where its answer says it stands, before the days are read again.
import { QueryClient } from "@tanstack/svelte-query";
import { expect, test } from "vitest";
import type { DayView } from "$lib/api/bindings";
import { placed, planningKeys, showAtOnce } from "./queries";
import { appointment, column, dayOf, house, wilson } from "./sample";

const ids = (day: DayView) => day.columns.map((known) => known.appointments.map(({ id }) => id));
const day = dayOf([
  column([appointment("09:00-09:30"), appointment("11:00-11:30")]),
  column([appointment("10:00-10:30", { practitionerId: wilson.id })], wilson),
]);

test("moved within a column it takes its place in the order of the day", () => {
  const moved = { ...appointment("14:00-14:30"), id: "09:00-09:30" };
  expect(ids(placed(day, moved))).toEqual([["11:00-11:30", "09:00-09:30"], ["10:00-10:30"]]);
});

test("moved to another practitioner it leaves the first", () => {
  const moved = { ...appointment("09:00-09:30"), practitionerId: wilson.id };
  expect(ids(placed(day, moved))).toEqual([["11:00-11:30"], ["09:00-09:30", "10:00-10:30"]]);
});

test("moved to another day it is shown there and no longer here, in days and in weeks", () => {
  const client = new QueryClient();
  const next = { ...day, date: "2026-11-24", columns: [column([]), column([], wilson)] };
  client.setQueryData(planningKeys.day(day.date), day);
  client.setQueryData(planningKeys.range(day.date, next.date, house.id), [day, next]);
  showAtOnce(client, { ...appointment("09:00-09:30"), date: next.date });
  expect(ids(client.getQueryData<DayView>(planningKeys.day(day.date))!)[0]).toEqual(["11:00-11:30"]);
  const week = client.getQueryData<DayView[]>(planningKeys.range(day.date, next.date, house.id))!;
  expect(week.map((known) => ids(known)[0])).toEqual([["11:00-11:30"], ["09:00-09:30"]]);
});
