// The day of the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands, type CommandError } from "$lib/api/bindings";
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

const block = (patient: string) => screen.findByRole("button", { name: new RegExp(`, ${patient},`) });
const panel = () => screen.findByTestId(ids.panel);
const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const names = () =>
  screen.getAllByTestId(ids.column).map((column) => column.querySelector("h2")?.textContent?.trim());

const shownDay = (date: string) => screen.findByText(date, { selector: "header p" });

async function openPanel(patient: string) {
  await userEvent.click(await block(patient));
  return panel();
}

/** Refused once; then as it really is. */
function refuse(
  command: "appointmentReschedule" | "appointmentCancel" | "appointmentMarkAbsent" | "appointmentReinstate",
  error: CommandError,
) {
  vi.spyOn(commands, command).mockResolvedValueOnce({ status: "error", error });
}

test("a column per practitioner, with what is going on and what is next", async () => {
  await open();
  expect(names()).toEqual(["Dr Hélène Martin", "Dr Karim Benali", "Dr Anne-Sophie Leroy", "Dr Paul Nguyen"]);
  expect((await block("DUPUIS Hélène")).dataset["moment"]).toBe("now");
  expect((await block("MARTINEZ Chloé")).dataset["moment"]).toBe("next");
  expect(await axeViolations()).toEqual([]);
});

test("the chips narrow the day to some practitioners", async () => {
  await open();
  const [, second] = screen.getAllByTestId(ids.filter);
  await userEvent.click(second!);
  expect(names()).toEqual(["Dr Karim Benali"]);
  await userEvent.click(screen.getByTestId(ids.filterAll));
  expect(names()).toHaveLength(4);
});

test("arrows change the day, J comes back, and the date can be typed", async () => {
  await open();
  await userEvent.keyboard("{ArrowRight}");
  await shownDay("mardi 24 novembre 2026");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  await shownDay("dimanche 22 novembre 2026");
  await userEvent.keyboard("j");
  await shownDay("lundi 23 novembre 2026");
  await userEvent.clear(field(ids.date));
  await userEvent.type(field(ids.date), "26112026");
  await shownDay("jeudi 26 novembre 2026");
});

test("arrows move through the day, Enter opens the panel, Esc comes back to the block", async () => {
  await open();
  await block("DUPUIS Hélène");
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(async () => expect(document.activeElement).toBe(await block("DUPUIS Hélène")));
  await userEvent.keyboard("{ArrowRight}");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("de 10:45 à 11:10"));
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(async () => expect(document.activeElement).toBe(await block("D’ALMEIDA Noël")));
  await userEvent.keyboard("{Enter}");
  const opened = await panel();
  await waitFor(() => expect(opened.contains(document.activeElement)).toBe(true));
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await waitFor(async () => expect(document.activeElement).toBe(await block("D’ALMEIDA Noël")));
});

test("free time leads to a booking there", async () => {
  await open();
  const free = await screen.findByRole("button", { name: /de 13:20 à 14:00/ });
  free.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByTestId(testIds.booking.form);
  expect(field(testIds.booking.time).value).toBe("13:20");
});

test("a locked appointment keeps its button, says why, and does nothing", async () => {
  await open();
  const opened = await openPanel("MERCIER Léo");
  const move = within(opened).getByTestId(ids.move);
  expect(move.getAttribute("aria-disabled")).toBe("true");
  const hint = document.getElementById(move.getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toContain("commence dans moins de 30 minutes");
  await userEvent.click(move);
  await userEvent.keyboard("e");
  expect(screen.queryByTestId(ids.moveForm)).toBeNull();
  await userEvent.keyboard("m");
  expect(screen.queryByTestId(ids.moveBar)).toBeNull();
  await screen.findByText(/commence dans moins de 30 minutes/, { selector: "[data-sonner-toast] *" });
  expect(within(opened).getByTestId(ids.cancel).getAttribute("aria-disabled")).toBeNull();
});

test("moving by form, and taking it back", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await open();
  await openPanel("LAURENT Camille");
  await userEvent.keyboard("e");
  await screen.findByTestId(ids.moveForm);
  expect(document.activeElement).toBe(field(testIds.booking.time));
  await userEvent.keyboard("1700");
  expect(screen.getByTestId(ids.moveConfirm).textContent).toContain("à 17:00");
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(async () =>
    expect((await block("LAURENT Camille")).textContent).toContain("de 17:00 à 17:45"),
  );
  await waitFor(async () => expect((await panel()).contains(document.activeElement)).toBe(true));
  await undo();
  await waitFor(async () =>
    expect((await block("LAURENT Camille")).textContent).toContain("de 13:10 à 13:55"),
  );
  expect(reschedule.mock.calls.map((call) => call[1])).toEqual([1, 2]);
});

test("while moving, the day follows the date and free time fills the form in", async () => {
  await open();
  await openPanel("DURAND Fatima");
  await userEvent.keyboard("e");
  await screen.findByTestId(ids.moveForm);
  await userEvent.click(screen.getByTestId(ids.next));
  await shownDay("mardi 24 novembre 2026");
  expect(field(testIds.booking.date).value).toBe("24/11/2026");
  const [free] = await screen.findAllByTestId(ids.free);
  await userEvent.click(free!);
  expect(field(testIds.booking.time).value).toBe(free!.dataset["start"]);
});

test("a move onto a taken time offers the nearest free ones", async () => {
  await open();
  await openPanel("DURAND Fatima");
  await userEvent.keyboard("e");
  await screen.findByTestId(ids.moveForm);
  await userEvent.keyboard("1315{Enter}");
  await screen.findByTestId(testIds.booking.conflict);
  expect(document.activeElement).toBe(screen.getAllByTestId(testIds.booking.alternative)[0]);
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmAction));
  await waitFor(() => expect(screen.queryByTestId(ids.moveForm)).toBeNull());
});

test("somebody else's change refuses a move once, and the next try goes from what is there now", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  reschedule.mockResolvedValueOnce({ status: "error", error: { code: "changedByOther" } });
  const read = vi.spyOn(commands, "planningDay");
  await open();
  await openPanel("SIMON Mehdi");
  await userEvent.keyboard("e");
  await screen.findByTestId(ids.moveForm);
  const before = read.mock.calls.length;
  await userEvent.keyboard("1730{Enter}");
  const refusal = await screen.findByTestId(testIds.common.formError);
  expect(refusal.textContent).toContain("Quelqu’un d’autre vient de modifier");
  await waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(before));
  await userEvent.click(screen.getByTestId(ids.moveConfirm));
  await waitFor(() => expect(screen.queryByTestId(ids.moveForm)).toBeNull());
});

test("cancelling needs a reason, one press gives a usual one, and it can be taken back", async () => {
  await open();
  await openPanel("GARNIER Fatima");
  await userEvent.click(screen.getByTestId(ids.cancel));
  await waitFor(() => expect(document.activeElement).toBe(field(ids.cancelReason)));
  await userEvent.keyboard("{Enter}");
  expect((await screen.findByTestId(testIds.common.fieldIssue)).dataset["rule"]).toBe("required");
  await userEvent.click(screen.getByRole("button", { name: "Patient empêché" }));
  expect(document.activeElement).toBe(screen.getByTestId(ids.cancelConfirm));
  await userEvent.keyboard("{Enter}");
  const opened = await panel();
  await waitFor(() => expect(opened.textContent).toContain("Motif\u202f: Patient empêché"));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.reinstate)));
  await undo();
  await waitFor(() => expect(screen.queryByTestId(ids.reinstate)).toBeNull());
});

test("a reason being typed is asked about before it is lost", async () => {
  await open();
  await openPanel("GARNIER Fatima");
  await userEvent.click(screen.getByTestId(ids.cancel));
  await waitFor(() => expect(document.activeElement).toBe(field(ids.cancelReason)));
  await userEvent.keyboard("Appel{Escape}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect(field(ids.cancelReason).value).toBe("Appel");
});

test("an absence is noted and taken back", async () => {
  await open();
  await openPanel("DUPUIS Hélène");
  await userEvent.click(screen.getByTestId(ids.markAbsent));
  await waitFor(async () => expect((await block("DUPUIS Hélène")).dataset["status"]).toBe("absent"));
  await undo();
  await waitFor(async () => expect((await block("DUPUIS Hélène")).dataset["status"]).toBe("confirmed"));
});

test("a reinstatement whose time is taken offers to book anew", async () => {
  refuse("appointmentReinstate", {
    code: "slotTaken",
    blocking: [],
    nearest: [{ practitionerId: "", date: "2026-11-23", start: "18:00", end: "18:20" }],
  });
  await open();
  await openPanel("LEGRAND Amir");
  await userEvent.click(screen.getByTestId(ids.reinstate));
  const conflict = await screen.findByTestId(testIds.booking.conflict);
  expect(conflict.textContent).toContain("nouveau rendez-vous");
});

test("booked anew, it keeps a reason that whoever books cannot read", async () => {
  refuse("appointmentReinstate", {
    code: "slotTaken",
    blocking: [],
    nearest: [{ practitionerId: "", date: "2026-11-23", start: "18:00", end: "18:20" }],
  });
  const book = vi.spyOn(commands, "appointmentBook");
  await open("?as=reception&reasons=withheld");
  const id = (await block("LEGRAND Amir")).dataset["id"];
  await openPanel("LEGRAND Amir");
  await userEvent.click(screen.getByTestId(ids.reinstate));
  await userEvent.click(await screen.findByTestId(testIds.booking.alternative));
  expect(book.mock.calls[0]?.[0]).toMatchObject({ time: "18:00", reason: null, insteadOf: id });
});

test.each([
  [{ code: "locked30Minutes", startsAt: "2026-11-23T10:50" }, "commence à 10:50"],
  [{ code: "notAllowedNow", state: "notStarted" }, "Possible à partir de l’heure"],
  [{ code: "changedByOther" }, "Quelqu’un d’autre"],
] as [CommandError, string][])(
  "when refused all the same (%o) it says why and reads the day again",
  async (error, words) => {
    refuse("appointmentMarkAbsent", error);
    const read = vi.spyOn(commands, "planningDay");
    await open();
    await openPanel("BONNET Jean");
    const before = read.mock.calls.length;
    await userEvent.click(screen.getByTestId(ids.markAbsent));
    expect((await screen.findByTestId(testIds.common.formError)).textContent).toContain(words);
    await waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(before));
  },
);

test("a way back that is refused says why", async () => {
  await open();
  await openPanel("DUPUIS Hélène");
  await userEvent.click(screen.getByTestId(ids.markAbsent));
  await screen.findByText(/Absence notée/);
  refuse("appointmentReinstate", { code: "changedByOther" });
  await undo();
  await screen.findByText(/Retour en arrière impossible\. Quelqu’un d’autre/);
});

test("the address opens an appointment", async () => {
  await open();
  const { id } = (await block("PETIT Amir")).dataset;
  await userEvent.click(await block("PETIT Amir"));
  expect(window.location.hash).toContain(`appointmentId=${id}`);
  expect((await panel()).textContent).toContain("PETIT Amir");
});

test("a manager reads the day without reasons and without a button to change it", async () => {
  await open("?as=manager");
  const opened = await openPanel("MERCIER Léo");
  expect(opened.textContent).not.toContain("Motif");
  for (const id of [ids.move, ids.cancel, ids.markAbsent, ids.reinstate, ids.openFile, ids.free]) {
    expect(screen.queryByTestId(id)).toBeNull();
  }
});

test("an empty day says so and still shows the practitioners", async () => {
  await open("?as=reception", "#/day?date=2026-12-09");
  expect((await screen.findByTestId(ids.summary)).textContent).toContain("Aucun rendez-vous");
  const columns = screen.getAllByTestId(ids.column);
  expect(columns).toHaveLength(4);
  for (const column of columns) expect(within(column).getAllByTestId(ids.free)).not.toEqual([]);
});

test.each([
  ["administrator", true],
  ["reception", false],
])("without practitioners, as %s, it says what to do", async (role, mayCreate) => {
  vi.spyOn(commands, "planningDay").mockResolvedValue({
    status: "ok",
    data: {
      date: "2026-11-23",
      today: "2026-11-23",
      now: "10:42",
      opensAt: "08:00",
      closesAt: "19:00",
      columns: [],
    },
  });
  openApp(`?as=${role}`, "#/day");
  await screen.findByText("Aucun praticien");
  expect(screen.queryByTestId(ids.createPractitioner) !== null).toBe(mayCreate);
});

test("a day that cannot be read says so and is tried again", async () => {
  vi.spyOn(commands, "planningDay").mockResolvedValueOnce({
    status: "error",
    error: { code: "internal", reference: "a1b2c3d4" },
  });
  openApp("?as=reception", "#/day");
  await userEvent.click(await screen.findByTestId(testIds.common.retry));
  await screen.findAllByTestId(ids.column);
});
