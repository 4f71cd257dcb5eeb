// The work list of an absence: what is open, what was decided.
import { expect, test } from "vitest";
import type { AppointmentView } from "$lib/api/bindings";
import { appointment } from "$lib/features/appointments/sample";
import { Decisions } from "./decisions.svelte";

const nine = appointment("09:00-09:30");
const ten = appointment("10:00-10:30");
const eleven = appointment("11:00-11:30");

test("one by one, all are settled, earliest first", () => {
  let hits: AppointmentView[] = [nine, ten, eleven];
  const list = new Decisions("one by one", () => hits);
  list.keep(eleven);
  list.note({ hit: nine, how: "cancelled" });
  hits = [ten, eleven];
  expect(list.open).toEqual([ten]);
  expect(list.settled.map(({ hit, how }) => [hit.id, how])).toEqual([
    [nine.id, "cancelled"],
    [eleven.id, "kept"],
  ]);
});

test("a cancellation taken back is open again", () => {
  const list = new Decisions("taken back", () => [nine]);
  list.note({ hit: nine, how: "cancelled" });
  expect([list.open.length, list.settled.length]).toEqual([1, 0]);
});

test("what was kept stays ticked off when the list is opened again, until it is decided anew", () => {
  new Decisions("again", () => [nine]).keep(nine);
  const again = new Decisions("again", () => [nine]);
  expect(again.open).toEqual([]);
  again.reconsider(nine);
  expect(again.open).toEqual([nine]);
});
