// Absences on the sample practice: Monday 23 November 2026, 10:42. Dr Benali is away from Thursday to Friday.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.absences;

const rows = () => screen.findAllByTestId(ids.row);
const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);

async function open(situation = "?as=reception") {
  openApp(situation, "#/absences");
  await rows();
}

/** Opens the absence whose row has these words. */
async function openAbsence(words: RegExp) {
  const row = (await rows()).find(({ textContent }) => words.test(textContent ?? ""));
  row?.focus();
  await userEvent.keyboard("{Enter}");
  return screen.findByTestId(ids.hits);
}

const hits = () => screen.queryAllByTestId(ids.hit);

async function chooseWho(name: string) {
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  const option = [...select.options].find(({ text }) => text === name);
  await userEvent.selectOptions(select, option?.value ?? "");
}

async function replace(id: string, text: string) {
  await userEvent.clear(field(id));
  await userEvent.type(field(id), text);
  await userEvent.tab();
}

test("coming absences by date, past ones behind a button", async () => {
  await open();
  const shown = (await rows()).map(({ textContent }) => textContent ?? "");
  expect(shown.some((words) => /Fermeture du cabinet.*Noël/s.test(words))).toBe(true);
  expect(shown.some((words) => words.includes("oct. 2026"))).toBe(false);
  await userEvent.click(screen.getByTestId(ids.togglePast));
  expect(await screen.findByText("du lun. 19 oct. au ven. 23 oct. 2026")).toBeTruthy();
  expect(await axeViolations()).toEqual([]);
});

test("what an absence would hit is listed before it is noted, then asked about one by one", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.create));
  await chooseWho("Dr Hélène Martin");
  await replace(ids.startDate, "24112026");
  expect(field(ids.endDate).value).toBe("24/11/2026");
  await waitFor(() => expect(screen.getByTestId(ids.preview).textContent).toMatch(/\d+ rendez-vous touchés/));
  expect(await axeViolations()).toEqual([]);
  await userEvent.type(field(ids.label), "Formation{Enter}");
  const list = await screen.findByTestId(ids.hits);
  await waitFor(() => expect(hits().length).toBeGreaterThan(0));
  expect(within(list).getByTestId(ids.progress).textContent).toMatch(/^0 sur \d+ réglés$/);
});

test("an absence that ends before it begins is refused where it was typed", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.create));
  await chooseWho("Dr Paul Nguyen");
  await replace(ids.startTime, "14h");
  await replace(ids.endTime, "9h");
  await userEvent.click(screen.getByTestId(ids.save));
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect(issue.dataset["field"]).toBe("endTime");
});

test("taken back, an absence can be noted again", async () => {
  await open();
  const before = (await rows()).length;
  await openAbsence(/Noël/);
  await userEvent.click(screen.getByTestId(ids.remove));
  await waitFor(async () => expect(await rows()).toHaveLength(before - 1));
  await undo();
  await waitFor(async () => expect(await rows()).toHaveLength(before));
});

test("a kept appointment is ticked off, and can be decided about again", async () => {
  await open();
  await openAbsence(/Benali.*Congés/s);
  await waitFor(() => expect(hits().length).toBeGreaterThan(1));
  const count = hits().length;
  await userEvent.click(screen.getAllByTestId(ids.keep)[0]!);
  expect(hits()).toHaveLength(count - 1);
  expect(screen.getByTestId(ids.progress).textContent).toBe(`1 sur ${count} réglés`);
  await waitFor(() => expect(document.activeElement).toBe(screen.getAllByTestId(ids.move)[0]));
  await userEvent.click(screen.getByTestId(ids.reconsider));
  expect(hits()).toHaveLength(count);
});

test("a cancelled one joins the call-back list, for the reason of the absence", async () => {
  const cancel = vi.spyOn(commands, "emergencyCancel");
  await open();
  await openAbsence(/Benali.*Congés/s);
  await waitFor(() => expect(hits().length).toBeGreaterThan(1));
  const id = hits()[0]?.dataset["id"];
  await userEvent.click(screen.getAllByTestId(ids.cancel)[0]!);
  await waitFor(() => expect(screen.getByTestId(ids.settled).textContent).toContain("annulé, à rappeler"));
  expect(cancel.mock.calls[0]?.[0]).toMatchObject({ scope: { kind: "appointment", id }, reason: "Congés" });
});

test("one is moved to a free time with one press, by keyboard too", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await open();
  await openAbsence(/Benali.*Congés/s);
  await waitFor(() => expect(hits().length).toBeGreaterThan(1));
  screen.getAllByTestId(ids.move)[0]!.focus();
  await userEvent.keyboard("{Enter}");
  const [first] = await screen.findAllByTestId(testIds.booking.findSlot);
  await waitFor(() => expect(document.activeElement).toBe(first));
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId(ids.settled).textContent).toContain("déplacé au"));
  expect(reschedule).toHaveBeenCalledTimes(1);
});

test("Esc leaves the free times first, then the panel", async () => {
  await open();
  await openAbsence(/Benali.*Congés/s);
  await waitFor(() => expect(hits().length).toBeGreaterThan(0));
  await userEvent.click(screen.getAllByTestId(ids.move)[0]!);
  await screen.findAllByTestId(testIds.booking.findSlot);
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByTestId(testIds.booking.findSlot)).toBeNull();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(ids.panel)).toBeNull());
});

test("a doctor sees and notes their own, and what closes the practice", async () => {
  await open("?as=doctor");
  const shown = (await rows()).map(({ textContent }) => textContent ?? "");
  expect(shown.some((words) => words.includes("Benali"))).toBe(false);
  await userEvent.click(screen.getByTestId(ids.create));
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  expect([...select.options].filter(({ disabled }) => !disabled).map(({ text }) => text)).toEqual([
    "Dr Hélène Martin",
  ]);
  await userEvent.keyboard("{Escape}");
  (await rows()).find(({ textContent }) => textContent?.includes("Noël"))?.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByText(/^Notée par \w+$/);
  expect([screen.queryByTestId(ids.remove), screen.queryByTestId(ids.hits)]).toEqual([null, null]);
});
