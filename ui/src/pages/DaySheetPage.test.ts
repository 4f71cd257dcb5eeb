// The day sheet of the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.sheet;

async function open(situation = "?as=reception", hash = "#/sheet") {
  openApp(situation, hash);
  return screen.findByTestId(ids.paper);
}

const heads = (paper: HTMLElement) =>
  within(paper)
    .getAllByRole("columnheader")
    .map(({ textContent }) => textContent);

test("a practitioner's day has everything the doctor needs on paper", async () => {
  const paper = await open();
  expect(paper.textContent).toMatch(/Cabinet des Tilleuls.*Dr Hélène Martin.*lundi 23 novembre 2026/s);
  expect(heads(paper)).toEqual(["Heure", "Durée", "Patient", "Téléphone", "Né(e) le", "Motif", "Notes"]);
  const [first] = within(paper).getAllByTestId(ids.row);
  expect(first?.textContent).toMatch(/^\s*08:30\s*15.min\s*[A-ZÉ’ -]+ /);
  expect(paper.textContent).toContain("Absent");
  expect(paper.textContent).toContain("Imprimé le lun. 23 nov. 2026, 10:42");
  expect(await axeViolations()).toEqual([]);
});

test("the button prints, and the file has the name of what is on it", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  await open();
  expect(document.title).toBe("Feuille du jour 2026-11-23 Dr Hélène Martin");
  await userEvent.click(screen.getByTestId(ids.print));
  expect(print).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test("another practitioner and another day are one choice away", async () => {
  await open();
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  const option = [...select.options].find(({ text }) => text === "Dr Paul Nguyen");
  await userEvent.selectOptions(select, option?.value ?? "");
  await waitFor(() =>
    expect(within(screen.getByTestId(ids.paper)).getByRole("heading").textContent).toBe("Dr Paul Nguyen"),
  );
  await userEvent.clear(screen.getByTestId(ids.date));
  await userEvent.type(screen.getByTestId(ids.date), "24112026");
  await waitFor(() => expect(screen.getByTestId(ids.paper).textContent).toContain("mardi 24 novembre 2026"));
});

test("who may not read reasons and files prints neither", async () => {
  const paper = await open("?as=manager");
  expect(heads(paper)).toEqual(["Heure", "Durée", "Patient", "Téléphone", "Notes"]);
});

test("a day without appointments says so", async () => {
  const paper = await open("?as=reception", "#/sheet?date=2026-11-29");
  expect(paper.textContent).toContain("Aucun rendez-vous ce jour-là.");
});

test("a long day goes on on further pages, each with its head, its number and whose it is", async () => {
  const size = vi.spyOn(HTMLElement.prototype, "getBoundingClientRect");
  size.mockImplementation(function (this: HTMLElement) {
    return new DOMRect(0, 0, 100, this.tagName === "TR" ? 150 : 0);
  });
  const paper = await open();
  const parts = within(paper).getAllByTestId(ids.part);
  size.mockRestore();
  expect(parts.map((part) => within(part).getAllByTestId(ids.row).length)).toEqual([6, 4]);
  const second = parts[1]!;
  expect(within(second).getAllByRole("columnheader")).toHaveLength(7);
  expect(second.textContent).toMatch(/Dr Hélène Martin, lundi 23 novembre 2026 \(suite\).*Page 2 sur 2/s);
});
