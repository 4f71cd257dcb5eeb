// The dashboard of the sample practice: Monday 23 November 2026, 10:42. What charts draw is tested beside them.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.figures;
/** The first test also reads the code of the charts. */
const PATIENT = { timeout: 10_000 };

async function open(situation = "?as=manager", hash = "#/dashboard") {
  openApp(situation, hash);
  return screen.findByTestId(ids.paper, undefined, PATIENT);
}

const withId = (testId: string, id: string) => {
  const found = screen.getAllByTestId(testId).find((known) => known.dataset["id"] === id);
  if (!found) throw new Error(`No ${testId} ${id}`);
  return found;
};
const card = (id: string) => withId(ids.card, id);
const chart = (id: string) => withId(ids.chart, id);

test("the manager lands on the figures of the month, each with its denominator and what it was", async () => {
  await open("?as=manager", "");
  expect(screen.getByTestId(ids.page).textContent).toContain("novembre 2026");
  expect(screen.getByTestId(ids.page).textContent).toMatch(/Comparé à la période précédente.*oct\. 2026/);
  expect(card("total").textContent).toMatch(/dont \d+ dus à ce jour/);
  expect(card("noShowOfDue").textContent).toMatch(/\d+ sur \d+ dus/);
  expect(card("noShowOfAll").textContent).toMatch(/\d+ sur 1\s?\d+ créneaux/);
  expect(card("waiting").textContent).toMatch(/médiane.*attentes notées/s);
  expect(screen.getAllByTestId(ids.chart)).toHaveLength(5);
  expect(await axeViolations()).toEqual([]);
}, 20_000);

test("the period is in the address, and the arrows go from one to the next", async () => {
  await open("?as=manager", "#/dashboard?period=week&from=2026-11-11");
  const read = vi.spyOn(commands, "figuresRead");
  await userEvent.keyboard("{ArrowLeft}");
  await waitFor(() => expect(window.location.hash).toBe("#/dashboard?period=week&from=2026-11-02"));
  expect(read).toHaveBeenCalledWith({ from: "2026-11-02", to: "2026-11-08", practitionerId: null });
  await userEvent.click(screen.getByTestId(ids.current));
  await waitFor(() => expect(window.location.hash).toContain("from=2026-11-23"));
  await userEvent.click(screen.getByRole("radio", { name: "Trimestre" }));
  await waitFor(() => expect(screen.getByTestId(ids.page).textContent).toContain("4e trimestre 2026"));
});

test("free dates are typed; an end before the start is said at its field", async () => {
  await open("?as=manager", "#/dashboard?period=free&from=2026-11-01&to=2026-11-10");
  const to = screen.getByTestId(ids.to);
  await userEvent.clear(to);
  await userEvent.type(to, "01102026");
  expect((await screen.findByTestId(testIds.common.fieldIssue)).textContent).toContain("après le début");
  expect(screen.queryByTestId(ids.paper)).toBeNull();
});

test("the figures of one practitioner are one choice away, and stay in the address", async () => {
  await open();
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  const option = await waitFor(() => {
    const found = [...select.options].find(({ text }) => text === "Dr Paul Nguyen");
    if (!found) throw new Error("Not loaded yet");
    return found;
  });
  await userEvent.selectOptions(select, option.value);
  await waitFor(() => expect(window.location.hash).toContain(`practitionerId=${option.value}`));
  await userEvent.click(within(chart("workload")).getByTestId(ids.table));
  await waitFor(() => expect(within(chart("workload")).getAllByTestId(ids.row)).toHaveLength(1));
});

test("the list behind a figure is as long as the figure says, and leads to the schedule without reasons", async () => {
  await open("?as=administrator");
  const count = /^(\d+) sur/.exec(card("noShowOfDue").textContent?.match(/\d+ sur \d+ dus/)?.[0] ?? "")?.[1];
  const value = within(card("noShowOfDue")).getByTestId(ids.value);
  await userEvent.click(value);
  const panel = await screen.findByTestId(ids.panel);
  await waitFor(() => expect(panel.textContent).toContain(`${count} rendez-vous`));
  const rows = within(panel).getAllByTestId(ids.listed);
  expect(rows).toHaveLength(Number(count));
  expect(rows[0]?.querySelector("a")?.getAttribute("href")).toMatch(/^#\/day\?date=2026-11-.*appointmentId=/);
  expect(panel.textContent).not.toMatch(/Vaccin|Consultation de suivi|Bilan annuel|Appel du patient/);
  expect(document.activeElement).toBe(rows[0]?.querySelector("a"));
  expect(await axeViolations(panel)).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(ids.panel)).toBeNull());
  expect(document.activeElement).toBe(value);
});

test("a chart reads as a table, whose rows open by keyboard", async () => {
  await open();
  await userEvent.click(within(chart("statuses")).getByTestId(ids.table));
  const [first] = within(chart("statuses")).getAllByTestId(ids.row);
  first?.focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  const panel = await screen.findByTestId(ids.panel);
  expect(within(panel).getByRole("heading", { level: 2 }).textContent).toBe("Absent");
  expect(await axeViolations(chart("statuses"))).toEqual([]);
});

test("a definition is shown on focus", async () => {
  await open();
  within(card("waiting")).getByTestId(ids.definition).focus();
  expect((await screen.findAllByText(/entre l’arrivée du patient/)).length).toBeGreaterThan(0);
});

test("a table is saved as CSV, and the message says where", async () => {
  await open();
  const save = vi.spyOn(commands, "exportSave");
  await userEvent.click(within(chart("workload")).getByTestId(ids.csv));
  expect(await screen.findByText(/charge-par-praticien.*est enregistré dans .*Téléchargements/)).toBeTruthy();
  const [file, opId] = save.mock.calls[0]!;
  expect(file.name).toBe("tableau-de-bord-charge-par-praticien-2026-11-01-2026-11-30.csv");
  expect(file.what).toBe("Tableau de bord, Charge par praticien");
  expect(opId).toMatch(/^[0-9a-f]{24}$/);
  const bytes = Uint8Array.from(atob(file.contentBase64), (char) => char.charCodeAt(0));
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  expect(text.startsWith("\ufeffPraticien;Rendez-vous;Minutes réservées;")).toBe(true);
  expect(text).toMatch(/\r\nDr Hélène Martin;\d+;\d+;\d+;\d+(,\d)?%\r\n/);
});

test("a file that cannot be saved is told", async () => {
  await open();
  vi.spyOn(commands, "exportSave").mockResolvedValue({
    status: "error",
    error: { code: "internal", reference: "x-1" },
  });
  await userEvent.click(screen.getByTestId(ids.saveFigures));
  expect(await screen.findByText(/x-1/)).toBeTruthy();
});

test("a doctor sees their own figures, without a choice of practitioner", async () => {
  const read = vi.spyOn(commands, "figuresRead");
  await open("?as=doctor", "#/dashboard?practitionerId=000000000000000000000002");
  expect(screen.queryByTestId(ids.practitioner)).toBeNull();
  const session = await commands.sessionCurrent();
  const own = session.status === "ok" ? session.data?.practitionerId : null;
  expect(own).toMatch(/^[0-9a-f]{24}$/);
  expect(read.mock.calls.map(([input]) => input.practitionerId)).toEqual([own]);
});

test("the reception does not see the dashboard", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  expect(screen.queryByTestId(testIds.frame.navDashboard)).toBeNull();
  window.location.hash = "#/dashboard";
  expect(await screen.findByTestId(testIds.frame.noAccess)).toBeTruthy();
});

test("before arrivals were recorded there is no waiting time, and it says so", async () => {
  await open("?as=manager", "#/dashboard?period=month&from=2025-12-01");
  expect(card("waiting").textContent).toContain("Aucune arrivée notée sur cette période");
  expect(chart("lateness").textContent).toContain("Aucun appel noté sur cette période");
});

test("an empty period offers the current month", async () => {
  openApp("?as=manager", "#/dashboard?period=day&from=2026-11-22");
  await userEvent.click(await screen.findByRole("button", { name: "Voir le mois en cours" }, PATIENT));
  expect(await screen.findByTestId(ids.paper)).toBeTruthy();
});

test("figures that do not come can be asked for again", async () => {
  const read = vi.spyOn(commands, "figuresRead").mockResolvedValueOnce({
    status: "error",
    error: { code: "internal", reference: "f-1" },
  });
  openApp("?as=manager", "#/dashboard");
  await userEvent.click(await screen.findByTestId(testIds.common.retry, undefined, PATIENT));
  expect(await screen.findByTestId(ids.paper)).toBeTruthy();
  expect(read).toHaveBeenCalledTimes(2);
});

test("printing turns the paper, as long as the dashboard is on screen", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  await open();
  expect(document.adoptedStyleSheets).toHaveLength(1);
  expect(document.title).toBe("Tableau de bord 2026-11-01 2026-11-30");
  await userEvent.click(screen.getByTestId(ids.print));
  expect(print).toHaveBeenCalledTimes(1);
  window.location.hash = "#/day";
  await screen.findByTestId(testIds.day.page);
  await waitFor(() => expect(document.adoptedStyleSheets).toHaveLength(0));
  vi.unstubAllGlobals();
});
