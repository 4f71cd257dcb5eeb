// The doctor's day of the sample practice: Monday 23 November 2026, 10:42, on a tablet unless told.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type AppointmentView, type MyDayView } from "$lib/api/bindings";
import { appointment, house } from "$lib/features/appointments/sample";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.myday;

type TestWindow = Window & { happyDOM: { setViewport: (size: { width: number; height: number }) => void } };
const { happyDOM } = window as unknown as TestWindow;

beforeEach(() => happyDOM.setViewport({ width: 820, height: 1180 }));
afterEach(() => happyDOM.setViewport({ width: 1024, height: 768 }));

const shown = () => screen.findByTestId(ids.focus);
const main = () => screen.getByTestId(ids.main);
const rows = () => screen.queryAllByTestId(ids.row).map((row) => row.querySelector(".truncate")?.textContent);

async function open(situation = "?as=doctor") {
  openApp(situation);
  await screen.findByTestId(ids.actions);
}

/** The day as the store answers it from now on. */
function answer(fields: Partial<MyDayView>) {
  const data: MyDayView = {
    practitioner: house,
    date: "2026-11-23",
    now: "10:42",
    current: null,
    waiting: [],
    next: [],
    past: [],
    delay: null,
    freeMinutes: null,
    endsAt: null,
    openings: [],
    callbacks: 0,
    ...fields,
  };
  vi.spyOn(commands, "myDay").mockResolvedValue({ status: "ok", data });
}

const named = (range: string, patientName: string, fields: Partial<AppointmentView> = {}) =>
  appointment(range, { patientName, ...fields });

test("a doctor starts on the day, without the rail, with the one in consultation in the middle", async () => {
  await open();
  expect((await shown()).dataset["step"]).toBe("inConsultation");
  expect(screen.queryByTestId(testIds.frame.nav)).toBeNull();
  expect(main().textContent).toContain("Terminé");
  expect(rows()).toHaveLength(3);
  expect(await axeViolations()).toEqual([]);
});

test("finishing offers the next one who waits, and is taken back from the message", async () => {
  await open();
  const before = (await shown()).dataset["id"];
  await userEvent.click(main());
  await waitFor(() => expect(main().textContent).toContain("Appeler"));
  expect((await shown()).dataset["step"]).toBe("waiting");
  await undo();
  await waitFor(async () => expect((await shown()).dataset["id"]).toBe(before));
  expect(main().textContent).toContain("Terminé");
});

test("a mistaken call is taken back without the message too", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.takeBack));
  await waitFor(() => expect(main().textContent).toContain("Appeler"));
});

test("the second tap of a double tap does not finish whom the first one called in", async () => {
  const waits = named("11:00-11:30", "ROUX Inès");
  answer({ waiting: [waits] });
  await open();
  const called = { ...waits, actions: { ...waits.actions, finish: "allowed" as const } };
  vi.spyOn(commands, "appointmentCallIn").mockImplementation(() => {
    answer({ current: called });
    return Promise.resolve({ status: "ok", data: called });
  });
  const finish = vi.spyOn(commands, "appointmentFinish");
  await userEvent.click(main());
  await waitFor(() => expect(main().textContent).toContain("Terminé"));
  await userEvent.click(main());
  expect(finish).not.toHaveBeenCalled();
});

test("while nobody is late, absent says from when it may be noted", async () => {
  answer({ next: [named("11:00-11:30", "ROUX Inès")] });
  await open();
  const button = screen.getByTestId(ids.absent);
  expect(button.textContent).toContain("Dès 11:00");
  const mark = vi.spyOn(commands, "appointmentMarkAbsent");
  await userEvent.click(button);
  expect(mark).not.toHaveBeenCalled();
});

test("absent notes the first who should be here", async () => {
  const expected = named("10:20-10:40", "PETIT Zoé");
  const late = { ...expected, actions: { ...expected.actions, markAbsent: "allowed" as const } };
  answer({ waiting: [named("10:40-11:00", "DAVID Jean")], next: [late, named("11:00-11:30", "ROUX Inès")] });
  await open();
  const button = screen.getByTestId(ids.absent);
  expect(button.textContent).toContain("PETIT Zoé");
  const mark = vi
    .spyOn(commands, "appointmentMarkAbsent")
    .mockResolvedValue({ status: "ok", data: { ...late, status: "absent" } });
  await userEvent.click(button);
  await waitFor(() => expect(mark).toHaveBeenCalledWith(late.id, late.v, expect.any(String)));
});

test("planned and expected times, free time, delay, end of the day and call-backs are all in view", async () => {
  const projected = { start: "11:15", end: "11:45", delayMinutes: 15, overflow: "break" as const };
  answer({
    next: [named("11:00-11:30", "ROUX Inès", { projected })],
    freeMinutes: 33,
    endsAt: "18:15",
    callbacks: 2,
    delay: {
      id: "d",
      practitionerId: house.id,
      date: "2026-11-23",
      from: "10:20",
      minutes: 15,
      by: "martin",
      at: "10:30",
    },
  });
  await open();
  const focus = await shown();
  expect(focus.textContent?.replace(/[\s→]+/g, " ")).toContain("11:00 Retard 15 min 11:15");
  expect(focus.textContent).toContain("déborde sur la pause");
  const text = (id: string) => screen.getByTestId(id).textContent?.replaceAll("\u202f", " ").trim();
  expect([ids.free, ids.delay, ids.ends, ids.callbacks].map(text)).toEqual([
    "Libre 33 min",
    "Retard 15 min",
    "Fin vers 18:15",
    "2 à rappeler",
  ]);
});

test("a long queue unfolds, and so does what is past", async () => {
  const next = Array.from({ length: 9 }, (_, index) =>
    named(`1${index}:00-1${index}:30`, `PATIENT ${index}`),
  );
  answer({ next, past: [named("09:00-09:30", "DAVID Jean", { status: "absent" })] });
  await open();
  expect(rows()).toEqual(["PATIENT 1", "PATIENT 2", "PATIENT 3"]);
  const [queue, past] = screen.getAllByTestId(ids.wholeList);
  await userEvent.click(queue!);
  await userEvent.click(past!);
  expect(rows()).toHaveLength(9);
});

test("a day without appointments and a day that is over say so", async () => {
  await open("?as=doctor&myday=empty");
  expect(await screen.findByText("Aucun rendez-vous aujourd’hui")).toBeTruthy();
  expect(main().getAttribute("aria-disabled")).toBe("true");
});

test("a file opens in place with its notes to edit, and Esc closes it", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.openFile));
  const file = await screen.findByTestId(testIds.patients.file);
  expect(window.location.hash).toContain("#/myday?patientId=");
  expect(within(file).getByTestId(testIds.patients.visits)).toBeTruthy();
  await userEvent.click(screen.getByTestId(testIds.patients.editNotes));
  await userEvent.type(await screen.findByTestId(testIds.patients.notes), "Tension à revoir");
  await userEvent.click(screen.getByTestId(testIds.patients.save));
  expect(
    await within(await screen.findByTestId(testIds.patients.file)).findByText(/Tension à revoir/),
  ).toBeTruthy();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.patients.panel)).toBeNull());
  expect(screen.getByTestId(ids.actions)).toBeTruthy();
});

test("from the list a patient is called in out of turn", async () => {
  await open();
  const [row] = screen.getAllByTestId(ids.row);
  await userEvent.click(within(row!).getByTestId(ids.more));
  const sheet = await screen.findByTestId(ids.sheet);
  const offered = within(sheet).getAllByTestId(ids.sheetAction);
  expect(offered.map((button) => button.dataset["id"])).toContain("callIn");
  const callIn = vi.spyOn(commands, "appointmentCallIn");
  await userEvent.click(offered.find((button) => button.dataset["id"] === "callIn")!);
  await waitFor(() =>
    expect(callIn).toHaveBeenCalledWith(row!.dataset["id"], expect.any(Number), expect.any(String)),
  );
  expect(screen.queryByTestId(ids.sheet)).toBeNull();
});

test.each([
  [ids.reportDelay, ids.delaySheet, testIds.delay.form],
  [ids.emergency, ids.emergencySheet, testIds.emergency.form],
])("%s opens its form within the thumb's reach", async (button, sheet, form) => {
  await open();
  await userEvent.click(screen.getByTestId(button));
  expect(await within(await screen.findByTestId(sheet)).findByTestId(form)).toBeTruthy();
});

test("a refused action says why, and the day stays", async () => {
  await open("?as=doctor&live=stale");
  const before = (await shown()).dataset["id"];
  await userEvent.click(main());
  expect(await screen.findByText(/La base ne répond pas/)).toBeTruthy();
  expect((await shown()).dataset["id"]).toBe(before);
});

test("the menu leads to the planning and back", async () => {
  await open();
  await userEvent.click(screen.getByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.navDay));
  expect(await screen.findByTestId(testIds.day.page)).toBeTruthy();
  await userEvent.click(screen.getByTestId(testIds.frame.home));
  expect(await screen.findByTestId(ids.page)).toBeTruthy();
});

test("what is being typed survives the change from the tablet's frame to the desk's", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.openFile));
  await userEvent.click(await screen.findByTestId(testIds.patients.editNotes));
  await userEvent.type(await screen.findByTestId(testIds.patients.notes), "À revoir");
  // The test browser tells a change only after it told another one.
  happyDOM.setViewport({ width: 821, height: 1180 });
  happyDOM.setViewport({ width: 1440, height: 900 });
  await screen.findByTestId(testIds.frame.nav);
  expect(screen.getByTestId<HTMLTextAreaElement>(testIds.patients.notes).value).toContain("À revoir");
});

test("at the desk the keys of the waiting room work here too", async () => {
  happyDOM.setViewport({ width: 1440, height: 900 });
  await open();
  const finish = vi.spyOn(commands, "appointmentFinish");
  const { id } = (await shown()).dataset;
  await userEvent.keyboard("t");
  await waitFor(() => expect(finish).toHaveBeenCalledWith(id, expect.any(Number), expect.any(String)));
  await waitFor(() => expect(main().textContent).toContain("Appeler"));
  await undo();
  await waitFor(() => expect(main().textContent).toContain("Terminé"));
});

test("on a wide desk the same day stands in the usual frame, and the delay beside it", async () => {
  happyDOM.setViewport({ width: 1440, height: 900 });
  await open();
  expect(await screen.findByTestId(testIds.frame.nav)).toBeTruthy();
  await userEvent.click(screen.getByTestId(ids.reportDelay));
  expect(await screen.findByTestId(testIds.delay.panel)).toBeTruthy();
});

test("nobody else has this screen", async () => {
  openApp("?as=reception", "#/myday");
  expect(await screen.findByTestId(testIds.day.page)).toBeTruthy();
});
