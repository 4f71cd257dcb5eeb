// A choice found by typing, by keyboard alone.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { axeViolations } from "../../../tests/axe";
import Combobox from "./Combobox.svelte";

const people = ["DUPONT Jean", "DURAND Zoé", "MARTIN Inès"];

function setup(selected: string | null = null) {
  const chosen: (string | null)[] = [];
  render(Combobox<string>, {
    label: "Patient",
    selected,
    search: (query: string) =>
      Promise.resolve(people.filter((person) => person.toLowerCase().includes(query.toLowerCase()))),
    itemId: (person: string) => person,
    itemLabel: (person: string) => person,
    onchange: (person: string | null) => chosen.push(person),
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
