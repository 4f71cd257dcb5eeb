// A choice found by typing, by keyboard alone.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { axeViolations } from "../../../tests/axe";
import Combobox from "./Combobox.svelte";

const people = ["DUPONT Jean", "DURAND Zoé", "MARTIN Inès"];

function setup(selected: string | null = null, offer?: (query: string) => void) {
  const chosen: (string | null)[] = [];
  render(Combobox<string>, {
    label: "Patient",
    selected,
    search: (query: string) =>
      Promise.resolve(people.filter((person) => person.toLowerCase().includes(query.trim().toLowerCase()))),
    itemId: (person: string) => person,
    itemLabel: (person: string) => person,
    onchange: (person: string | null) => chosen.push(person),
    offer: offer && { words: (query) => `Créer ${query}`, take: offer },
  });
  return { input: screen.getByRole<HTMLInputElement>("combobox", { name: "Patient" }), chosen };
}

const optionNames = async () =>
  (await screen.findAllByRole("option")).map((option) => option.textContent?.trim());

test("typing finds, arrows move, Enter chooses", async () => {
  const { input, chosen } = setup();
  await userEvent.type(input, "du");
  await expect.poll(optionNames).toEqual(["DUPONT Jean", "DURAND Zoé"]);
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByRole("option", { selected: true }).id).toBe(input.getAttribute("aria-activedescendant"));
  await userEvent.keyboard("{Enter}");
  expect(chosen).toEqual(["DURAND Zoé"]);
  expect(input.value).toBe("DURAND Zoé");
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("Esc closes the list and gives the chosen label back", async () => {
  const { input, chosen } = setup("DUPONT Jean");
  await userEvent.clear(input);
  await userEvent.type(input, "mar");
  await expect.poll(optionNames).toEqual(["MARTIN Inès"]);
  await userEvent.keyboard("{Escape}");
  expect(input.value).toBe("DUPONT Jean");
  expect(chosen).toEqual([]);
});

test("no match is said in words", async () => {
  const { input } = setup();
  await userEvent.type(input, "zzz");
  expect(await screen.findByText("Aucun résultat")).toBeTruthy();
});

test("nothing found is said, without a list that would be empty", async () => {
  const { input } = setup();
  await userEvent.type(input, "zzz");
  expect(await screen.findByText("Aucun résultat")).toBeTruthy();
  expect(input.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(await axeViolations()).toEqual([]);
});

test("what is offered beside the hits comes last, and takes what was typed", async () => {
  const taken: string[] = [];
  const { input, chosen } = setup(null, (query) => taken.push(query));
  await userEvent.click(input);
  await expect.poll(optionNames).toEqual(people);
  await userEvent.type(input, " mar ");
  await expect.poll(optionNames).toEqual(["MARTIN Inès", "Créer mar"]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect([taken, chosen]).toEqual([["mar"], []]);
  expect(input.value).toBe("");
  await userEvent.type(input, "zzz");
  await expect.poll(optionNames).toEqual(["Créer zzz"]);
  expect(screen.getByText("Aucun résultat")).toBeTruthy();
  expect(await axeViolations()).toEqual([]);
});
