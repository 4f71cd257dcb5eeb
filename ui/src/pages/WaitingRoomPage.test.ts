// The waiting room of the sample practice: Monday 23 November 2026, 10:42; more than 20 minutes is too long.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { column, dayOf } from "$lib/features/appointments/sample";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.waiting;

async function open(situation = "?as=reception") {
  openApp(situation, "#/waiting");
  await screen.findAllByTestId(ids.section);
}

const row = (patient: string) => {
  const found = screen.getAllByTestId(ids.row).find((known) => known.textContent?.includes(patient));
  if (!found) throw new Error(`No row of ${patient}`);
  return found;
};
const section = (name: string) => {
  const found = screen.getAllByTestId(ids.section).find((known) => known.textContent?.includes(name));
  if (!found) throw new Error(`No card of ${name}`);
  return found;
};

test("who is in, who waits and since when, a warning in words, and who is expected", async () => {
  await open();
  expect(row("ANDRÉ Mehdi").textContent).toContain("depuis 10:02");
  expect(row("D’ALMEIDA Noël").textContent).toMatch(/Attend depuis 4.min/);
  expect(within(row("MOREL Zoé")).getByTestId(ids.tooLong).textContent).toMatch(/Attente longue.*27.min/);
  expect(screen.getByTestId(ids.summary).textContent).toMatch(
    /3 patients attendent · 1 depuis plus de 20.min · 2 en consultation/,
  );
  expect(await axeViolations(section("Nguyen"))).toEqual([]);
});

test("those who wait stand in the order in which they will be called", async () => {
  await open();
  const waiting = within(section("Nguyen"))
    .getAllByTestId(ids.row)
    .filter((known) => known.dataset["step"] === "waiting");
  expect(waiting.map((known) => known.querySelector("p")?.textContent)).toEqual(["MOREL Zoé", "MERCIER Léo"]);
});

test("A notes the arrival of the selected row; the focus goes along, and it can be taken back", async () => {
  await open();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  const patient = document.activeElement?.querySelector("p")?.textContent ?? "";
  expect(row(patient).dataset["step"]).toBe("expected");
  await userEvent.keyboard("a");
  await waitFor(() => expect(row(patient).dataset["step"]).toBe("waiting"));
  await waitFor(() => expect(document.activeElement).toBe(row(patient)));
  await undo();
  await waitFor(() => expect(row(patient).dataset["step"]).toBe("expected"));
});

test("called in, then put back in the waiting room", async () => {
  await open();
  await userEvent.click(within(row("MERCIER Léo")).getByTestId(testIds.visits.callIn));
  await waitFor(() => expect(row("MERCIER Léo").dataset["step"]).toBe("inConsultation"));
  await userEvent.click(within(row("MERCIER Léo")).getByTestId(testIds.visits.takeBack));
  await waitFor(() => expect(row("MERCIER Léo").dataset["step"]).toBe("waiting"));
});

test("only the next ones are shown until more are asked for", async () => {
  await open();
  const expectedRows = () =>
    within(section("Martin"))
      .getAllByTestId(ids.row)
      .filter((known) => known.dataset["step"] === "expected");
  expect(expectedRows()).toHaveLength(3);
  await userEvent.click(within(section("Martin")).getByRole("button", { name: /autres plus tard/ }));
  await waitFor(() => expect(expectedRows().length).toBeGreaterThan(3));
});

test("whoever may not book sees who waits, without buttons", async () => {
  await open("?as=manager");
  expect(row("MERCIER Léo")).toBeTruthy();
  expect(screen.queryByTestId(testIds.visits.callIn)).toBeNull();
});

test("a day without appointments says what will be shown, and offers to book", async () => {
  vi.spyOn(commands, "planningDay").mockResolvedValue({ status: "ok", data: dayOf([column([])]) });
  openApp("?as=reception", "#/waiting");
  const empty = await screen.findByTestId(testIds.common.empty);
  expect(empty.textContent).toContain("Aucun rendez-vous aujourd’hui");
  expect(within(empty).getByRole("link", { name: "Prendre un rendez-vous" })).toBeTruthy();
});

test("a day that cannot be read says why, and tries again", async () => {
  vi.spyOn(commands, "planningDay").mockResolvedValueOnce({
    status: "error",
    error: { code: "storeUnavailable" },
  });
  openApp("?as=reception", "#/waiting");
  await userEvent.click(await screen.findByTestId(testIds.common.retry));
  expect((await screen.findAllByTestId(ids.section)).length).toBeGreaterThan(0);
});
