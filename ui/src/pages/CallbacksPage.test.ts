// The call-back list of the sample practice: Dr Leroy left on Monday morning; one patient was reached since.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands, type CommandError } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";
import { unwrap } from "$lib/api/call";
import { installMock, removeMock } from "$lib/api/mock";

const ids = testIds.callbacks;

async function open(situation = "?as=reception") {
  openApp(situation, "#/callbacks");
  await screen.findAllByTestId(ids.row);
}

const row = (patient: string) => {
  const found = screen.getAllByTestId(ids.row).find((known) => known.textContent?.includes(patient));
  if (!found) throw new Error(`No row of ${patient}`);
  return found;
};
const isOpen = (patient: string) =>
  screen.queryAllByTestId(ids.row).some((known) => known.textContent?.includes(patient));
const settled = (patient: string) =>
  screen.getAllByTestId(ids.settled).find((known) => known.textContent?.includes(patient));
const progress = () => screen.getByTestId(ids.progress).textContent?.trim();
const proposals = (patient: string) => within(row(patient)).getAllByTestId(ids.proposal);

async function callbacksOnce() {
  installMock();
  const listed = await unwrap(commands.callbackList(null));
  removeMock();
  return listed;
}

function refuse(error: CommandError) {
  return vi.spyOn(commands, "callbackRebook").mockResolvedValueOnce({ status: "error", error });
}

test("patient, number, what was cancelled and why, two free times, and how far the calls are", async () => {
  await open();
  const leroy = row("LEROY Zoé");
  expect(within(leroy).getByTestId(ids.phone).textContent?.replace(/\s/g, " ")).toBe("06 15 85 65 45");
  expect(leroy.textContent).toContain("mar. 24 nov. à 11:40 avec Dr Anne-Sophie Leroy");
  expect(leroy.textContent).toContain("Urgence familiale");
  expect(proposals("LEROY Zoé")).toHaveLength(2);
  expect(progress()).toBe("1 sur 10 rappelés");
  expect(screen.getByTestId(ids.badge).textContent).toContain("9 patients à rappeler");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
});

test("the number is copied with one press", async () => {
  await open();
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await userEvent.click(within(row("LEROY Zoé")).getByTestId(ids.copy));
  expect(write).toHaveBeenCalledWith("0615856545");
});

test("one press on a free time settles the call, and the new appointment is one press away", async () => {
  await open();
  const rebook = vi.spyOn(commands, "callbackRebook");
  const [first] = proposals("BERNARD Chloé");
  await userEvent.click(first!);
  await waitFor(() => expect(isOpen("BERNARD Chloé")).toBe(false));
  const { date, time, durationMinutes } = rebook.mock.calls[0]![1];
  expect(`${date}T${time}`).toBe(first!.dataset["id"]);
  expect(durationMinutes).toBe(45);
  expect(settled("BERNARD Chloé")?.textContent).toMatch(/Nouveau rendez-vous .* avec Dr Anne-Sophie Leroy/);
  expect(progress()).toBe("2 sur 10 rappelés");
  await userEvent.click(within(settled("BERNARD Chloé")!).getByRole("link", { name: "Voir le rendez-vous" }));
  expect((await screen.findByTestId(testIds.day.panel)).textContent).toContain("BERNARD Chloé");
});

test("a new appointment taken by mistake is taken back, and the patient is to be called again", async () => {
  await open();
  const cancel = vi.spyOn(commands, "appointmentCancel");
  const before = progress();
  const patient = "LEROY Zoé";
  await userEvent.click(proposals(patient)[0]!);
  await waitFor(() => expect(isOpen(patient)).toBe(false));
  await undo();
  await waitFor(() => expect(isOpen(patient)).toBe(true));
  expect(progress()).toBe(before);
  expect(cancel.mock.calls[0]?.[2]).toBe("Rendez-vous de remplacement pris par erreur");
  expect(proposals(patient)).toHaveLength(2);
});

test("a patient whose new appointment was cancelled again is not forgotten", async () => {
  const answer = await callbacksOnce();
  const [callback] = answer;
  const outcome = {
    kind: "rebooked",
    appointment: { ...callback!.appointment, status: "cancelled" },
  } as const;
  vi.spyOn(commands, "callbackList").mockResolvedValue({
    status: "ok",
    data: [{ ...callback!, proposals: [], outcome }],
  });
  openApp("?as=reception", "#/callbacks");
  const row = await screen.findByTestId(ids.settled);
  expect(row.textContent).toContain("Annulé");
  expect(within(row).getByRole("link", { name: "Prendre un rendez-vous" })).toBeTruthy();
});

test("by keyboard: the arrows choose the patient, 1 takes the first time, and the focus goes to the next call", async () => {
  await open();
  await userEvent.keyboard("{ArrowDown}");
  const patient = document.activeElement?.querySelector("p")?.textContent ?? "";
  await userEvent.keyboard("1");
  await waitFor(() => expect(settled(patient)).toBeTruthy());
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe(ids.row));
  expect(document.activeElement?.textContent).not.toContain(patient);
});

test("a patient whom somebody else has just settled is told apart, and leaves the list of calls", async () => {
  await open();
  refuse({ code: "changedByOther" });
  await userEvent.click(proposals("LEROY Zoé")[0]!);
  expect(await screen.findByText(/Quelqu’un d’autre vient de modifier/)).toBeTruthy();
});

test("a time somebody else just took: said at the patient, and the list is read again", async () => {
  await open();
  const list = vi.spyOn(commands, "callbackList");
  refuse({
    code: "slotTaken",
    blocking: [
      {
        practitionerName: "Dr Anne-Sophie Leroy",
        patientName: "DUPONT Jean",
        date: "2026-11-24",
        start: "08:30",
        end: "09:15",
        samePatient: false,
      },
    ],
    nearest: [],
  });
  await userEvent.click(proposals("LEROY Zoé")[0]!);
  const told = await within(row("LEROY Zoé")).findByTestId(ids.refusal);
  expect(told.textContent).toContain("Ce créneau vient d’être pris");
  expect(told.textContent).toContain("08:30–09:15");
  await waitFor(() => expect(list).toHaveBeenCalled());
  expect(isOpen("LEROY Zoé")).toBe(true);
});

test("outside opening hours is asked about, and declining changes nothing", async () => {
  await open();
  const rebook = refuse({ code: "outsideHours", openings: [], absence: null });
  await userEvent.click(proposals("LEROY Zoé")[0]!);
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect(rebook).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByTestId(testIds.common.confirm)).toBeNull());
  expect(within(row("LEROY Zoé")).queryByTestId(ids.refusal)).toBeNull();
});

test("a patient who wants no new appointment is ticked off, and can be put back", async () => {
  await open();
  await userEvent.click(within(row("LEFÈVRE Léo")).getByTestId(ids.close));
  await waitFor(() => expect(settled("LEFÈVRE Léo")?.textContent).toContain("Sans nouveau rendez-vous"));
  await userEvent.click(within(settled("LEFÈVRE Léo")!).getByTestId(ids.reopen));
  await waitFor(() => expect(isOpen("LEFÈVRE Léo")).toBe(true));
});

test("another time is chosen beside the list and settles the call as well", async () => {
  await open();
  const rebook = vi.spyOn(commands, "callbackRebook");
  row("FOURNIER Fatima").focus();
  await userEvent.keyboard("o");
  const panel = await screen.findByTestId(ids.panel);
  const time = await within(panel).findByTestId(testIds.booking.time);
  await waitFor(() => expect(document.activeElement).toBe(time));
  expect(await axeViolations(panel)).toEqual([]);
  await userEvent.type(time, "17h15{Enter}");
  await waitFor(() => expect(settled("FOURNIER Fatima")).toBeTruthy());
  expect(rebook.mock.calls[0]?.[1]).toMatchObject({ time: "17:15", durationMinutes: 20 });
  expect(screen.queryByTestId(ids.panel)).toBeNull();
});

test("a manager, who cancels nothing, has no such list", async () => {
  const list = vi.spyOn(commands, "callbackList");
  openApp("?as=manager", "#/list");
  await screen.findByTestId(testIds.frame.navWaiting);
  expect(screen.queryByTestId(testIds.frame.navCallbacks)).toBeNull();
  expect(list).not.toHaveBeenCalled();
});

test("a doctor sees their own list", async () => {
  const list = vi.spyOn(commands, "callbackList");
  openApp("?as=doctor", "#/callbacks");
  expect((await screen.findByTestId(testIds.common.empty)).textContent).toContain("Personne à rappeler");
  expect(list.mock.calls.every(([practitionerId]) => practitionerId !== null)).toBe(true);
});
