// Narrowing the planning to some practitioners.
import { beforeEach, expect, test } from "vitest";
import { house, wilson } from "$lib/features/appointments/sample";
import { practitionerChoice, weekChoice } from "./filter.svelte";

const cuddy = { ...house, id: "cuddy" };
const all = [house, wilson, cuddy];

beforeEach(() => {
  practitionerChoice.clear();
  weekChoice.clear();
});

test("a day shows everybody, a week the first", () => {
  expect(practitionerChoice.of(all)).toEqual(["house", "wilson", "cuddy"]);
  expect(weekChoice.of(all)).toEqual(["house"]);
});

test("the first press narrows, further ones add and take away", () => {
  practitionerChoice.toggle("wilson", all);
  expect(practitionerChoice.of(all)).toEqual(["wilson"]);
  practitionerChoice.toggle("house", all);
  expect(practitionerChoice.of(all)).toEqual(["house", "wilson"]);
  practitionerChoice.toggle("wilson", all);
  expect(practitionerChoice.of(all)).toEqual(["house"]);
});

test("in a week the first press changes to another practitioner", () => {
  weekChoice.toggle("cuddy", all);
  expect(weekChoice.of(all)).toEqual(["cuddy"]);
});

test("once all are shown, a press narrows again", () => {
  weekChoice.choose(all.map(({ id }) => id));
  expect(weekChoice.of(all)).toHaveLength(3);
  weekChoice.toggle("wilson", all);
  expect(weekChoice.of(all)).toEqual(["wilson"]);
});

test("who is chosen and gone leaves the choice open", () => {
  practitionerChoice.choose(["wilson"]);
  expect(practitionerChoice.of([house])).toEqual(["house"]);
});
