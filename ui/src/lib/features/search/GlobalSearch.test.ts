// The search of the frame while it finds no patient.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../../../tests/axe";
import { openApp } from "../../../../tests/openApp";

async function search(text: string): Promise<HTMLElement> {
  openApp("?as=administrator", "#/day");
  const field = await screen.findByTestId(testIds.frame.search);
  await userEvent.click(field);
  await userEvent.type(field, text);
  await screen.findByText(/Aucun patient ne correspond/);
  return field;
}

test("no patient is said outside the list, which holds the actions that match", async () => {
  const field = await search("param");
  expect(field.getAttribute("aria-expanded")).toBe("true");
  const list = document.getElementById(field.getAttribute("aria-controls") ?? "");
  expect(list?.querySelector('[role="status"]')).toBeNull();
  expect(list?.textContent).toContain("Paramètres");
  expect(await axeViolations(field.closest('[role="search"]') ?? undefined)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(window.location.hash).toBe("#/admin/settings"));
});

test("with nothing at all to choose there is no list", async () => {
  const field = await search("zzzz");
  expect(field.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(await axeViolations(field.closest('[role="search"]') ?? undefined)).toEqual([]);
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByText(/Aucun patient ne correspond/)).toBeNull();
});
