// Visits, delays, absences and the week in the planning of the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { practitionerChoice, weekChoice } from "$lib/features/day/filter.svelte";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.day;

beforeEach(() => {
  practitionerChoice.clear();
  weekChoice.clear();
});

async function open(situation = "?as=reception", hash = "#/day") {
  openApp(situation, hash);
  await screen.findAllByTestId(ids.column);
}

const block = (patient: string) => screen.findByRole("button", { name: new RegExp(`, ${patient}`) });
const step = async (patient: string) => (await block(patient)).dataset["step"];
const columns = () => screen.getAllByTestId(ids.column);
const dates = () => columns().map((column) => column.dataset["date"]);

async function openPanel(patient: string) {
  await userEvent.click(await block(patient));
  return screen.findByTestId(ids.panel);
}

test("who waits shows since when, and who has waited too long stands out", async () => {
  await open();
  const opened = await openPanel("MOREL Zoé, .*attend depuis");
  expect(within(opened).getByTestId(ids.step).textContent).toMatch(/arrivé à 10:15, attend depuis 27.min/);
  expect(within(opened).getByTestId(ids.step).textContent).toContain("Attente longue");
  expect((await block("MERCIER Léo")).textContent).toContain("arrivé à 10:35");
});

test("arrived, called in, finished: one key each, and each can be taken back", async () => {
  await open();
  await openPanel("GARNIER Fatima");
  await userEvent.keyboard("a");
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("waiting"));
  await undo();
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("expected"));
  await userEvent.keyboard("a");
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("waiting"));
  await userEvent.keyboard("c");
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("inConsultation"));
  await userEvent.keyboard("t");
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("finished"));
  await userEvent.click(await screen.findByTestId(ids.takeBack));
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("inConsultation"));
  await userEvent.click(await screen.findByTestId(ids.takeBack));
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("waiting"));
  await userEvent.click(await screen.findByTestId(ids.takeBack));
  await waitFor(async () => expect(await step("GARNIER Fatima")).toBe("expected"));
});

test("a key works on the appointment with the focus, too, and a refusal is told", async () => {
  vi.spyOn(commands, "appointmentArrive").mockResolvedValueOnce({
    status: "error",
    error: { code: "changedByOther" },
  });
  await open();
  (await block("PETIT Amir")).focus();
  await userEvent.keyboard("a");
  await screen.findByText(/Quelqu’un d’autre/, { selector: "[data-sonner-toast] *" });
});

test("on another day no step is offered", async () => {
  await open("?as=reception", "#/day?date=2026-11-24");
  await userEvent.click((await screen.findAllByTestId(ids.appointment))[0]!);
  await screen.findByTestId(ids.panel);
  for (const id of [ids.arrive, ids.callIn, ids.finish, ids.takeBack]) {
    expect(screen.queryByTestId(id)).toBeNull();
  }
});

test("a delay stands over its column, and planned beside expected times in block and panel", async () => {
  await open();
  const [, , , nguyen] = columns();
  expect(within(nguyen!).getByTestId(ids.delay).textContent).toMatch(/Retard 25.min/);
  const late = await block("CHANGÉ Zoé");
  expect(late.textContent).toContain("estimé 11:55–12:40, déborde sur la pause");
  const opened = await openPanel("CHANGÉ Zoé");
  expect(within(opened).getByTestId(ids.projected).textContent).toMatch(
    /11:50 → 11:55–12:40 · Retard 5.min.*déborde sur la pause/s,
  );
});

test("R and the badge open the delay of whom is meant", async () => {
  await open();
  await openPanel("PETIT Amir");
  await userEvent.keyboard("r");
  expect((await screen.findByTestId(testIds.delay.panel)).textContent).toContain("Dr Paul Nguyen");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.delay.panel)).toBeNull());
  await screen.findByTestId(ids.panel);
  await userEvent.click(within(screen.getByTestId(ids.delay)).getByRole("button"));
  await screen.findByTestId(testIds.delay.panel);
});

test("absences are named in their column", async () => {
  await open("?as=reception", "#/day?date=2026-11-24");
  const band = (await screen.findAllByTestId(ids.absence)).find((known) =>
    known.textContent?.includes("Formation"),
  );
  expect(band?.textContent).toContain("de 14:00 à 18:00");
});

test("free time outside opening hours is said to be that", async () => {
  await open("?as=reception", "#/day?date=2026-12-09");
  const closed = screen.getAllByTestId(ids.free).filter((free) => free.dataset["open"] === "false");
  expect(closed[0]?.textContent).toContain("Hors des heures d’ouverture");
});

test("the week of one practitioner, from Monday to Saturday, by key and by button", async () => {
  await open();
  await openPanel("SIMON Mehdi");
  await userEvent.keyboard("w");
  await waitFor(() => expect(columns()).toHaveLength(6));
  expect([dates()[0], dates()[5]]).toEqual(["2026-11-23", "2026-11-28"]);
  expect(window.location.hash).toContain("view=week");
  // It is the week of who was looked at, and the panel stays.
  expect(new Set(columns().map((column) => column.dataset["id"])).size).toBe(1);
  expect(screen.getByTestId(ids.panel).textContent).toContain("SIMON Mehdi");
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(within(screen.getByTestId(ids.view)).getByLabelText("Jour"));
  await waitFor(() => expect(columns()).toHaveLength(4));
});

test("the week of several groups them under each day, and the arrows turn a week", async () => {
  await open("?as=reception", "#/day?view=week");
  await waitFor(() => expect(columns()).toHaveLength(6));
  await userEvent.click(screen.getByTestId(ids.filterAll));
  await waitFor(() => expect(columns()).toHaveLength(24));
  expect(dates().slice(0, 5)).toEqual([...Array<string>(4).fill("2026-11-23"), "2026-11-24"]);
  await userEvent.keyboard("{ArrowRight}");
  await waitFor(() => expect(dates()[0]).toBe("2026-11-30"));
  await screen.findByText("Semaine du lun. 30 nov. au sam. 5 déc. 2026");
  await userEvent.keyboard("d");
  await waitFor(() => expect(columns()).toHaveLength(4));
});

test("a week in which somebody works on Sunday ends on it, also in its title", async () => {
  const real = commands.planningRange;
  vi.spyOn(commands, "planningRange").mockImplementation(async (...asked) => {
    const answer = await real(...asked);
    const sunday = answer.status === "ok" ? answer.data.find(({ date }) => date === "2026-11-29") : undefined;
    for (const column of sunday?.columns ?? []) column.openings = [{ start: "09:00", end: "12:00" }];
    return answer;
  });
  await open("?as=reception", "#/day?view=week");
  await screen.findByText("Semaine du lun. 23 nov. au dim. 29 nov. 2026");
  expect(dates().at(-1)).toBe("2026-11-29");
});

test("a free time of another day is booked on that day", async () => {
  await open("?as=reception", "#/day?view=week&date=2026-11-30");
  await waitFor(() => expect(columns()).toHaveLength(6));
  const free = await waitFor(() => within(columns()[2]!).getAllByTestId(ids.free)[0]!);
  free.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByTestId(testIds.booking.form);
  expect(screen.getByTestId<HTMLInputElement>(testIds.booking.date).value).toBe("02/12/2026");
});

test("while a week is on its way, nothing is said of what stands in it", async () => {
  const real = commands.planningRange;
  let answer = () => {};
  vi.spyOn(commands, "planningRange").mockImplementationOnce(async (...asked) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return real(...asked);
  });
  await open("?as=reception", "#/day?view=week");
  await waitFor(() => expect(columns()).toHaveLength(6));
  expect(columns()[0]?.textContent).not.toContain("Aucun RDV");
  answer();
  await waitFor(() => expect(columns()[0]?.textContent).toContain("RDV"));
});
