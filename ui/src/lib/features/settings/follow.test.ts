// What another device saves while the form is open.
import { expect, test } from "vitest";
import { FormState } from "$lib/forms/FormState.svelte";
import { follow } from "./follow";

const begun = () =>
  new FormState({ initial: { name: "Tilleuls", minutes: 30 }, submit: () => Promise.resolve() });

test("a field that nobody touched follows, and nothing is left to save", () => {
  const form = begun();
  follow(form, { name: "Platanes", minutes: 30 });
  expect(form.values).toEqual({ name: "Platanes", minutes: 30 });
  expect(form.dirty).toBe(false);
});

test("what was typed stays, and does not take back what the other device saved", () => {
  const form = begun();
  form.values.minutes = 45;
  follow(form, { name: "Platanes", minutes: 20 });
  expect(form.values).toEqual({ name: "Platanes", minutes: 45 });
  expect(form.dirty).toBe(true);
});
