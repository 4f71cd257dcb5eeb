// The audit log of the sample practice: found by filter, read on, looked at, verified, exported, archived.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { entries } from "$lib/api/mock/auditEntries";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.audit;
const asFound = [...entries];
afterEach(() => void entries.splice(0, entries.length, ...asFound));

async function open(filters = "", situation = "") {
  openApp(`?as=administrator${situation}`, `#/admin/audit${filters}`);
  await screen.findByTestId(ids.count);
  await waitFor(() => expect(count()).not.toBe(""));
}

const rows = () => screen.queryAllByTestId(ids.row);
const count = () => screen.getByTestId(ids.count).textContent?.trim() ?? "";

test("the newest entries come first, with the second, and refusals stand out in words", async () => {
  await open();
  expect(count()).toBe("300 entrées");
  expect(rows()).toHaveLength(100);
  expect(rows()[0]?.textContent?.replace(/\s/g, " ")).toContain("23/11/2026 10:41:59");
  const times = rows().map((row) => entries.find(({ id }) => id === row.dataset["id"])?.at ?? "");
  expect(times).toEqual([...times].sort().reverse());
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
}, 20_000);

test("reading on adds the next page, until the log begins", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.more));
  await waitFor(() => expect(rows()).toHaveLength(200));
  await userEvent.click(screen.getByTestId(ids.more));
  await waitFor(() => expect(rows()).toHaveLength(300));
  expect(screen.queryByTestId(ids.more)).toBeNull();
});

test("filters go into the address, and an address brings its filters", async () => {
  await open();
  await userEvent.selectOptions(screen.getByTestId(ids.action), "Action refusée");
  await waitFor(() => expect(window.location.hash).toBe("#/admin/audit?action=refused"));
  await waitFor(() => expect(rows().length).toBeLessThan(100));
  expect(rows().every((row) => row.textContent?.includes("Action refusée"))).toBe(true);
  await userEvent.type(screen.getByTestId(ids.user), "personne");
  expect((await screen.findByTestId(testIds.common.empty)).textContent).toContain("Aucune entrée");
  await userEvent.click(screen.getByTestId(ids.clear));
  await waitFor(() => expect(rows()).toHaveLength(100));
  expect(window.location.hash).toBe("#/admin/audit");
  expect(screen.getByTestId<HTMLInputElement>(ids.user).value).toBe("");
});

test("an address with filters shows them", async () => {
  await open("?user=martin&entity=patient&from=2026-11-23&to=2026-11-23");
  expect(screen.getByTestId<HTMLInputElement>(ids.user).value).toBe("martin");
  expect(screen.getByTestId<HTMLSelectElement>(ids.entity).value).toBe("patient");
  expect(screen.getByTestId<HTMLSelectElement>(ids.period).value).toBe("today");
  const fitting = entries.filter(
    ({ user, entity, at }) => user === "martin" && entity === "patient" && at.startsWith("2026-11-23"),
  );
  expect(rows().map((row) => row.dataset["id"])).toEqual(fitting.map(({ id }) => id));
});

test("a period is chosen at once", async () => {
  await open();
  await userEvent.selectOptions(screen.getByTestId(ids.period), "Hier");
  await waitFor(() => expect(window.location.hash).toContain("from=2026-11-22&to=2026-11-22"));
  expect(screen.queryByTestId(ids.from)).toBeNull();
});

test("dates are chosen one by one, and asked for only in order", async () => {
  await open("?from=2026-11-02&to=2026-11-22");
  const from = await screen.findByTestId(ids.from);
  await userEvent.clear(from);
  await userEvent.type(from, "24/11/2026");
  expect(await screen.findByText("La fin doit venir après le début.")).toBeTruthy();
  expect(window.location.hash).not.toContain("2026-11-24");
  await userEvent.clear(from);
  await userEvent.type(from, "20/11/2026");
  await waitFor(() => expect(window.location.hash).toContain("from=2026-11-20&to=2026-11-22"));
});

test("by keyboard: Enter opens an entry with before and after, Esc leads back to it", async () => {
  await open("?action=updateAppointment");
  rows()[0]?.focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  const panel = await screen.findByTestId(ids.panel);
  const entry = entries.filter(({ action }) => action === "updateAppointment")[1];
  expect(panel.textContent).toContain(entry?.chain ?? "no chain");
  expect(panel.textContent).toContain(entry?.id);
  const change = within(panel).getByTestId(ids.change);
  expect(change.textContent).toMatch(/Avant.*Après.*09:00–09:30/s);
  expect(within(panel).getByTestId(ids.openObject).getAttribute("href")).toContain(
    `appointmentId=${entry?.entityId}`,
  );
  expect(await axeViolations(panel)).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(rows()[1]));
});

test("an entry leads to everything about its object", async () => {
  await open("?action=openPatient");
  await userEvent.click(rows()[0]!);
  const id = rows()[0]?.dataset["id"];
  const patientId = entries.find((entry) => entry.id === id)?.entityId;
  const link = await screen.findByTestId(ids.objectHistory);
  expect(link.getAttribute("href")).toBe(`#/admin/audit?text=${patientId}`);
});

test("an action of a newer version is shown by its code", async () => {
  await open();
  const row = rows().find((known) => known.textContent?.includes("SIGN_PRESCRIPTION"));
  await userEvent.click(row!);
  expect((await screen.findByTestId(ids.panel)).textContent).toContain("version plus récente");
});

test("what was written since is offered, and shown on asking", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.export));
  expect((await screen.findByTestId(ids.savedPath)).textContent).toContain("journal-audit-2026-11-23.csv");
  await waitFor(() => expect(count()).toBe("301 entrées"));
  expect(rows()[0]?.textContent).toContain("Export");
});

test("only what the filters show is exported, and the same export asked again is the same operation", async () => {
  const exported = vi.spyOn(commands, "auditExport");
  exported.mockResolvedValueOnce({ status: "error", error: { code: "storeUnavailable" } });
  await open("?action=refused");
  await userEvent.click(screen.getByTestId(ids.export));
  await waitFor(() => expect(exported).toHaveBeenCalledTimes(1));
  await userEvent.click(screen.getByTestId(ids.export));
  await screen.findByTestId(ids.savedPath);
  const [first, second] = exported.mock.calls;
  expect(first).toEqual(second);
  expect(second?.[0].action).toBe("refused");
});

test("a log that holds together is said to, with its chains", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.verify));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.verifyStart)));
  await userEvent.keyboard("{Enter}");
  const report = await screen.findByTestId(ids.verifyReport);
  expect(report.dataset["outcome"]).toBe("clean");
  expect(report.textContent).toContain("Le journal est intact");
  expect(within(report).getAllByTestId(ids.chain)[0]?.textContent).toMatch(/ACCUEIL-1.*ce poste/s);
  expect(await axeViolations(screen.getByTestId(ids.verifyPanel))).toEqual([]);
});

test("what does not fit is explained one by one, with what to do", async () => {
  await open("", "&verify=tampered");
  await userEvent.click(screen.getByTestId(ids.verify));
  await userEvent.click(await screen.findByTestId(ids.verifyStart));
  const report = await screen.findByTestId(ids.verifyReport);
  expect(report.dataset["outcome"]).toBe("findings");
  expect(report.textContent).toContain("7 points à examiner");
  expect(
    within(report)
      .getAllByTestId(ids.finding)
      .map((known) => known.dataset["kind"]),
  ).toEqual(["edited", "missing", "cut", "inserted"]);
  expect(report.textContent).toMatch(/et 3 autres.*Que faire/s);
  expect(await axeViolations(screen.getByTestId(ids.verifyPanel))).toEqual([]);
});

test("a verification shows how far it is and can be stopped", async () => {
  await open("", "&verify=slow");
  await userEvent.click(screen.getByTestId(ids.verify));
  await userEvent.click(await screen.findByTestId(ids.verifyStart));
  const bar = await screen.findByTestId(ids.verifyProgress);
  await waitFor(() => expect(Number(bar.getAttribute("aria-valuenow"))).toBeGreaterThan(0));
  await userEvent.click(screen.getByTestId(testIds.common.stop));
  const report = await screen.findByTestId(ids.verifyReport);
  expect(report.dataset["outcome"]).toBe("stopped");
});

test("closing the panel stops what nobody would see the end of", async () => {
  const stop = vi.spyOn(commands, "longTaskStop");
  await open("", "&verify=slow");
  await userEvent.click(screen.getByTestId(ids.verify));
  await userEvent.click(await screen.findByTestId(ids.verifyStart));
  await screen.findByTestId(ids.verifyProgress);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(stop).toHaveBeenCalledTimes(1));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.verify)));
  // Its entry in the log is the last it does.
  await waitFor(() => expect(entries[0]?.action).toBe("verifyLog"));
});

async function verifyFile(path: string) {
  await open();
  await userEvent.click(screen.getByTestId(ids.verify));
  const panel = await screen.findByTestId(ids.verifyPanel);
  expect(screen.getByTestId<HTMLButtonElement>(ids.checkStart).disabled).toBe(true);
  await userEvent.type(screen.getByTestId(testIds.base.path), `${path}{Enter}`);
  return panel;
}

test.each([
  ["ancien.jsonl", "noted", "plus récente"],
  ["autre.jsonl", "unknown", "Cabinet du Port"],
  ["journal.jsonl", "vouched", "31 406 entrées jusqu’au 31/12/2025"],
])("the archive %s is told for what it is", async (path, standing, words) => {
  const panel = await verifyFile(path);
  const report = await screen.findByTestId(ids.checkReport);
  expect(report.dataset["standing"]).toBe(standing);
  expect(report.textContent?.replace(/\s/g, " ")).toContain(words);
  expect(within(report).queryAllByTestId(ids.finding)).toHaveLength(0);
  await waitFor(() => expect(document.activeElement).toBe(report));
  expect(await axeViolations(panel)).toEqual([]);
});

test("a changed archive says where, and what to do", async () => {
  const panel = await verifyFile("abîmé.jsonl");
  const report = await screen.findByTestId(ids.checkReport);
  expect(report.dataset["standing"]).toBe("altered");
  expect(report.textContent).toContain("1 ligne du fichier n’est pas une entrée");
  const cut = within(report)
    .getAllByTestId(ids.finding)
    .find((known) => known.dataset["kind"] === "cut");
  expect(cut?.textContent).toContain("L’archive annonce cette chaîne");
  expect(report.textContent).toContain("une autre copie");
  expect(await axeViolations(panel)).toEqual([]);
});

test("a file that is no archive says so at its field, until another is chosen", async () => {
  await verifyFile("photo.png");
  const issue = await screen.findByText("Ce fichier n’est pas une archive du journal de MediGest.");
  expect(screen.getByTestId(testIds.base.path).getAttribute("aria-invalid")).toBe("true");
  await userEvent.click(screen.getByTestId(testIds.base.browse));
  await waitFor(() => expect(issue.isConnected).toBe(false));
  await userEvent.click(screen.getByTestId(ids.checkStart));
  await screen.findByTestId(ids.checkReport);
});

test("a long export shows how far it is; stopped, it leaves no file", async () => {
  await open("", "&work=slow");
  await userEvent.click(screen.getByTestId(ids.export));
  await screen.findByTestId(ids.exportProgress);
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
  await userEvent.click(screen.getByTestId(testIds.common.stop));
  await screen.findByText(/aucun fichier n’est gardé/);
  await waitFor(() => expect(screen.queryByTestId(ids.exportProgress)).toBeNull());
  expect(screen.queryByTestId(ids.saved)).toBeNull();
});

test("archiving says what will leave and where the file is", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.archive));
  const until = await screen.findByTestId<HTMLSelectElement>(ids.archiveUntil);
  await waitFor(() => expect(document.activeElement).toBe(until));
  expect(until.value).toBe("2025-10-31");
  const leaving = entries.filter(({ at }) => at < "2025-11-01").length;
  await waitFor(() =>
    expect(screen.getByTestId(ids.archiveCount).textContent).toContain(`${leaving} entrées`),
  );
  expect(await axeViolations(screen.getByTestId(ids.archivePanel))).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.archiveSubmit));
  expect((await screen.findByTestId(ids.savedPath)).textContent).toContain("jusqu-au-2025-10-31");
  await waitFor(() => expect(count()).toBe(`${300 - leaving + 1} entrées`));
});

test("a month with nothing to archive is not archived", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.archive));
  await userEvent.selectOptions(await screen.findByTestId(ids.archiveUntil), "janvier 2024");
  await waitFor(() => expect(screen.getByTestId(ids.archiveCount).textContent).toContain("Aucune entrée"));
  expect(screen.getByTestId<HTMLButtonElement>(ids.archiveSubmit).disabled).toBe(true);
});

test("a log that cannot be read says why, and is asked for again", async () => {
  const search = vi.spyOn(commands, "auditSearch");
  search.mockResolvedValue({ status: "error", error: { code: "storeUnavailable" } });
  openApp("?as=administrator", "#/admin/audit");
  const retry = await screen.findByTestId(testIds.common.retry);
  search.mockRestore();
  await userEvent.click(retry);
  await waitFor(() => expect(rows()).toHaveLength(100));
});
