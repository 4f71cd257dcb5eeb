// The whole list of the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { openSections } from "$lib/features/globalList/sections.svelte";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.list;

beforeEach(() => openSections.forget());

async function open(situation = "?as=reception", hash = "#/list") {
  openApp(situation, hash);
  await screen.findAllByTestId(ids.section);
}

const section = (name: string) => {
  const found = screen
    .getAllByTestId(ids.section)
    .find((known) => known.querySelector("h2")?.textContent?.includes(name));
  if (!found) throw new Error(`No section of ${name}`);
  return found;
};
const row = (patient: string) => {
  const found = screen.getAllByTestId(ids.row).find((known) => known.textContent?.includes(patient));
  if (!found) throw new Error(`No row of ${patient}`);
  return found;
};
const panel = () => screen.findByTestId(testIds.delay.panel);

async function openDelayOf(name: string) {
  await userEvent.click(within(section(name)).getAllByTestId(ids.menu)[0]!);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Signaler un retard" }));
  return panel();
}

async function openEmergencyOf(name: string) {
  await userEvent.click(within(section(name)).getAllByTestId(ids.menu)[0]!);
  await userEvent.click(await screen.findByRole("menuitem", { name: "Annuler en urgence" }));
  return screen.findByTestId(testIds.emergency.panel);
}

test("a section per practitioner, the next appointment marked, planned and projected times", async () => {
  await open();
  const names = screen.getAllByTestId(ids.section).map((known) => known.querySelector("h2")?.textContent);
  expect(names).toHaveLength(4);
  expect(row("MARTINEZ Chloé").textContent).toContain("Suivant");
  expect(row("MERCIER Léo").textContent).toMatch(/10:45\s*→.*11:05/);
  expect(section("Nguyen").textContent).toContain("Retard 25");
  expect(await axeViolations(section("Nguyen"))).toEqual([]);
});

test("sections close and open, and the choice lasts", async () => {
  await open();
  await userEvent.click(within(section("Martin")).getByTestId(ids.toggle));
  expect(within(section("Martin")).queryAllByTestId(ids.row)).toHaveLength(0);
  expect(openSections.isOpen(section("Martin").dataset["id"]!, true)).toBe(false);
  await userEvent.click(screen.getByTestId(ids.toggleAll));
  expect(within(section("Martin")).getAllByTestId(ids.row).length).toBeGreaterThan(0);
});

test("A on the selected row notes the arrival, the focus stays on it, and it can be taken back", async () => {
  await open();
  row("DUPUIS Hélène").focus();
  await userEvent.keyboard("a");
  await waitFor(() => expect(row("DUPUIS Hélène").textContent).toContain("Arrivé 10:42"));
  await waitFor(() => expect(document.activeElement).toBe(row("DUPUIS Hélène")));
  await undo();
  await waitFor(() => expect(row("DUPUIS Hélène").textContent).toContain("Confirmé"));
});

test("arrows go from one section to the next", async () => {
  await open();
  const all = screen.getAllByTestId(ids.row);
  const lastOfFirst = within(section("Martin")).getAllByTestId(ids.row).at(-1)!;
  lastOfFirst.focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(all[all.indexOf(lastOfFirst) + 1]);
});

test("each step of a visit is one press", async () => {
  await open();
  await userEvent.click(within(row("ANDRÉ Mehdi")).getByTestId(testIds.visits.finish));
  await waitFor(() => expect(row("ANDRÉ Mehdi").textContent).toContain("Terminé 10:42"));
  await userEvent.click(within(row("ANDRÉ Mehdi")).getByTestId(testIds.visits.takeBack));
  await waitFor(() => expect(row("ANDRÉ Mehdi").textContent).toContain("En consultation 10:02"));
});

test("a delay shows its effect before it is sent, then on every row, and can be taken back", async () => {
  await open();
  const report = vi.spyOn(commands, "delayReport");
  const opened = await openDelayOf("Martin");
  expect(within(opened).getByTestId(testIds.delay.preview).textContent).toContain("Choisissez un retard");
  await userEvent.click(within(opened).getByRole("button", { name: /^30/ }));
  await waitFor(() =>
    expect(within(opened).getByTestId(testIds.delay.preview).textContent).toContain("patients décalés"),
  );
  expect(report).not.toHaveBeenCalled();
  expect(await axeViolations(opened)).toEqual([]);
  const submit = within(opened).getByTestId(testIds.delay.submit);
  await waitFor(() => expect(submit.textContent).toMatch(/Signaler 30.min de retard/));
  expect(document.activeElement).toBe(submit);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(row("MARTINEZ Chloé").textContent).toMatch(/11:20\s*→/));
  expect(report.mock.calls[0]?.[0]).toMatchObject({ from: "", minutes: 30, add: false });
  await undo();
  await waitFor(() => expect(section("Martin").textContent).not.toContain("Retard"));
  expect(row("MARTINEZ Chloé").textContent).not.toContain("→");
});

test("+5 adds to the delay that holds; withdrawing it restores the plan, and can itself be taken back", async () => {
  await open();
  const opened = await openDelayOf("Nguyen");
  expect(within(opened).getByTestId(testIds.delay.current).textContent).toMatch(/25.min de retard/);
  await userEvent.click(within(opened).getByTestId(testIds.delay.plus));
  const submit = within(opened).getByTestId(testIds.delay.submit);
  await waitFor(() => expect(submit.textContent).toMatch(/Porter le retard à 30.min/));
  await userEvent.click(submit);
  await waitFor(() => expect(section("Nguyen").textContent).toMatch(/Retard 30/));
  await undo();
  await waitFor(() => expect(section("Nguyen").textContent).toMatch(/Retard 25/));

  const again = await openDelayOf("Nguyen");
  await userEvent.click(within(again).getByTestId(testIds.delay.withdraw));
  await waitFor(() => expect(section("Nguyen").textContent).not.toContain("Retard"));
  expect(row("MERCIER Léo").textContent).not.toContain("→");
  await undo();
  await waitFor(() => expect(section("Nguyen").textContent).toMatch(/Retard 25/));
});

test("what a long delay pushes past closing is listed by name and time", async () => {
  await open();
  const opened = await openDelayOf("Benali");
  await userEvent.type(within(opened).getByTestId(testIds.delay.minutes), "480");
  const overflow = await within(opened).findByTestId(testIds.delay.overflow);
  expect(overflow.textContent).toMatch(/\d\d:\d\d → \d\d:\d\d/);
  expect(overflow.textContent).toContain("D’ALMEIDA Noël");
});

test("Esc closes the delay and goes back to the section it was asked for", async () => {
  await open();
  await openDelayOf("Leroy");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.delay.panel)).toBeNull());
  expect(document.activeElement).toBe(within(section("Leroy")).getByTestId(ids.toggle));
});

test("a delay without minutes is not sent, and says what is missing", async () => {
  await open();
  const report = vi.spyOn(commands, "delayReport");
  const opened = await openDelayOf("Leroy");
  await userEvent.click(within(opened).getByTestId(testIds.delay.submit));
  expect((await within(opened).findByTestId(testIds.common.fieldIssue)).textContent).toContain(
    "À renseigner",
  );
  expect(report).not.toHaveBeenCalled();
});

test("the search reports a delay from anywhere, after asking whose", async () => {
  openApp("?as=reception", "#/patients");
  const search = await screen.findByTestId(testIds.frame.search);
  await userEvent.type(search, "signaler");
  await userEvent.click(await screen.findByRole("option", { name: /Signaler un retard/ }));
  const opened = await panel();
  const names = (await within(opened).findAllByTestId(testIds.delay.choose)).map(
    (known) => known.textContent,
  );
  expect(names.join()).toContain("Dr Paul Nguyen");
  await userEvent.keyboard("{Enter}");
  expect(await within(opened).findByTestId(testIds.delay.form)).toBeTruthy();
});

test("a doctor reports their own delay without being asked whose, and not another's", async () => {
  await open("?as=doctor", "#/list?delay=choose");
  expect(await within(await panel()).findByTestId(testIds.delay.form)).toBeTruthy();
  expect(within(section("Benali")).queryByRole("button", { name: /Autres actions pour Dr/ })).toBeNull();
});

test("a manager reads the list and changes nothing", async () => {
  await open("?as=manager");
  expect(screen.queryByTestId(testIds.visits.arrive)).toBeNull();
  expect(screen.queryByTestId(ids.delay)).toBeNull();
});

test("an emergency lists what it cancels; Enter in the reason leads to the button, and only that cancels", async () => {
  await open();
  const cancel = vi.spyOn(commands, "emergencyCancel");
  const opened = await openEmergencyOf("Leroy");
  const list = within(opened).getByTestId(testIds.emergency.list);
  await waitFor(() => expect(list.textContent).toMatch(/\d+ rendez-vous seraient annulés/));
  const submit = within(opened).getByTestId(testIds.emergency.submit);
  expect(submit.textContent).toMatch(/Annuler \d+ rendez-vous de Dr Anne-Sophie Leroy/);
  expect(await axeViolations(opened)).toEqual([]);

  await userEvent.click(submit);
  expect((await within(opened).findByTestId(testIds.common.fieldIssue)).textContent).toContain(
    "À renseigner",
  );
  await userEvent.type(within(opened).getByTestId(testIds.emergency.reason), "Urgence familiale{Enter}");
  expect(cancel).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(submit);
  await userEvent.keyboard("{Enter}");
  const done = await screen.findByTestId(testIds.emergency.done);
  expect(done.textContent).toMatch(/\d+ rendez-vous annulés/);
  await waitFor(() => expect(row("GARNIER Fatima").textContent).toContain("Annulé (médecin absent)"));
  expect(row("LE GOFF Camille").textContent).toContain("En consultation");

  await userEvent.click(within(done).getByTestId(testIds.emergency.callbacks));
  expect((await screen.findByTestId(testIds.callbacks.page)).textContent).toContain("GARNIER Fatima");
});

test("an emergency of one appointment offers that one first, and a period asks for its dates", async () => {
  await open();
  await userEvent.click(within(row("DURAND Fatima")).getByTestId(ids.menu));
  await userEvent.click(await screen.findByTestId(ids.emergency));
  const opened = await screen.findByTestId(testIds.emergency.panel);
  const list = within(opened).getByTestId(testIds.emergency.list);
  await waitFor(() => expect(list.textContent).toContain("1 rendez-vous serait annulé"));
  expect(list.textContent).toContain("DURAND Fatima");

  await userEvent.click(within(opened).getByRole("radio", { name: "Une période" }));
  await userEvent.clear(within(opened).getByTestId(testIds.emergency.endDate));
  await waitFor(() => expect(list.textContent).toContain("Indiquez la période"));
  await userEvent.type(within(opened).getByTestId(testIds.emergency.endDate), "24112026");
  await waitFor(() => expect(list.textContent).toContain("mar. 24 nov."));
});

test("what was changed meanwhile is told, not hidden", async () => {
  await open();
  vi.spyOn(commands, "emergencyCancel").mockResolvedValueOnce({
    status: "ok",
    data: { cancelled: [], skipped: 2 },
  });
  const opened = await openEmergencyOf("Benali");
  await userEvent.type(within(opened).getByTestId(testIds.emergency.reason), "Panne");
  await userEvent.click(await within(opened).findByTestId(testIds.emergency.submit));
  const done = await screen.findByTestId(testIds.emergency.done);
  expect(done.textContent).toContain("2 rendez-vous ont été modifiés entre-temps");
  await userEvent.click(within(done).getByTestId(testIds.emergency.again));
  expect(await within(opened).findByTestId(testIds.emergency.submit)).toBeTruthy();
});

test("another day is reached with the arrows, and says when there is nothing", async () => {
  await open();
  await userEvent.keyboard("{ArrowLeft}");
  await screen.findByText("dimanche 22 novembre 2026", { selector: "header p" });
  await waitFor(() => expect(screen.queryAllByTestId(ids.row)).toHaveLength(0));
  expect(section("Martin").textContent).toContain("Aucun rendez-vous");
  await userEvent.keyboard("j");
  await screen.findByText("lundi 23 novembre 2026", { selector: "header p" });
});
