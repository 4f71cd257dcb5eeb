// Moving appointments on the grid of the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { liveRegion } from "$lib/components/liveRegion.svelte";
import { practitionerChoice, weekChoice } from "$lib/features/day/filter.svelte";
import { PX_PER_MINUTE } from "$lib/features/day/geometry";
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
const words = async (patient: string) => (await block(patient)).textContent;
const lastToast = () => document.querySelector('[data-sonner-toast][data-front="true"]')?.textContent;

/** Presses a block at its beginning (or its lower edge), and lets go of it so many minutes further down. */
async function drag(patient: string, minutes: number, edge = false) {
  const pressed = await block(patient);
  const target = edge ? pressed.querySelector("[data-stretch]")! : pressed;
  const send = (type: string, y: number) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 1,
        isPrimary: true,
        pointerType: "mouse",
        clientY: y,
        bubbles: true,
      }),
    );
  send("pointerdown", 100);
  send("pointermove", 110);
  send("pointermove", 100 + minutes * PX_PER_MINUTE);
  send("pointerup", 100 + minutes * PX_PER_MINUTE);
}

test("dragged to a free time it is moved at once, and the move can be taken back", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await open();
  await drag("DURAND Fatima", 205);
  await waitFor(async () => expect(await words("DURAND Fatima")).toContain("de 16:00 à 16:30"));
  expect(screen.queryByTestId(ids.panel)).toBeNull();
  await undo();
  await waitFor(async () => expect(await words("DURAND Fatima")).toContain("de 12:35 à 13:05"));
  expect(reschedule).toHaveBeenCalledTimes(2);
});

test("its lower edge makes it longer or shorter", async () => {
  await open();
  await drag("LAURENT Camille", -15, true);
  await waitFor(async () => expect(await words("LAURENT Camille")).toContain("de 13:10 à 13:40"));
  await drag("LAURENT Camille", 15, true);
  await waitFor(async () => expect(await words("LAURENT Camille")).toContain("de 13:10 à 13:55"));
});

test("dropped on a taken time it stays, says why, and a key takes a free time instead", async () => {
  await open();
  await drag("DURAND Fatima", 45);
  await screen.findByTestId(testIds.booking.conflict);
  expect(await words("DURAND Fatima")).toContain("de 12:35 à 13:05");
  const refusal = await screen.findByTestId(ids.refusedDrop);
  expect(refusal.textContent).toContain("reçoit LAURENT Camille");
  expect(refusal.textContent).toContain("Le rendez-vous reste à 12:35");
  expect(await axeViolations()).toEqual([]);
  const offered = screen.getAllByTestId(testIds.booking.alternative)[1]!.dataset["id"]!.slice(11);
  await userEvent.keyboard("2");
  await waitFor(async () => expect(await words("DURAND Fatima")).toContain(`de ${offered} à`));
  expect(screen.queryByTestId(ids.refusedDrop)).toBeNull();
  await undo();
  await waitFor(async () => expect(await words("DURAND Fatima")).toContain("de 12:35 à 13:05"));
});

test("any other refusal is said in the panel", async () => {
  vi.spyOn(commands, "appointmentReschedule").mockResolvedValueOnce({
    status: "error",
    error: { code: "changedByOther" },
  });
  await open();
  await drag("DURAND Fatima", 205);
  expect((await screen.findByTestId(ids.refusedDrop)).textContent).toContain("Quelqu’un d’autre");
  expect(await words("DURAND Fatima")).toContain("de 12:35 à 13:05");
});

test("what is locked cannot be dragged, and says why", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await open();
  await drag("DUPUIS Hélène", 120);
  await waitFor(() => expect(lastToast()).toContain("le rendez-vous a commencé"));
  await drag("ANDRÉ Mehdi, .*en consultation", 120);
  await waitFor(() => expect(lastToast()).toContain("le patient a été appelé"));
  expect(reschedule).not.toHaveBeenCalled();
});

test("who only reads drags nothing", async () => {
  await open("?as=manager");
  const pressed = await block("DURAND Fatima");
  expect(pressed.querySelector("[data-stretch]")).toBeNull();
  await drag("DURAND Fatima", 205);
  expect(await words("DURAND Fatima")).toContain("de 12:35 à 13:05");
  expect(lastToast() ?? "").not.toContain("rôle");
});

test("outside opening hours it asks, and moves only if told to", async () => {
  await open();
  await userEvent.click(await block("MOREAU Inès"));
  await userEvent.keyboard("m");
  await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{Enter}");
  const question = await screen.findByTestId(testIds.common.confirm);
  expect(question.textContent).toContain("hors des heures d’ouverture (08:30–12:30, 13:15–18:30)");
  await userEvent.click(within(question).getByTestId(testIds.common.confirmCancel));
  expect(screen.queryByTestId(ids.refusedDrop)).toBeNull();
  await waitFor(() => expect(screen.queryByTestId(ids.moveBar)).toBeNull());
  await userEvent.keyboard("m");
  await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{Enter}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmAction));
  await waitFor(async () =>
    expect(await words("MOREAU Inès")).toMatch(/de 12:45 à 13:00.*hors des heures d’ouverture/s),
  );
  await undo();
});

test("by keyboard: arrows move and stretch, the place is announced, Enter confirms, and the focus stays", async () => {
  await open();
  (await block("LAURENT Camille")).focus();
  await userEvent.keyboard("m");
  const bar = await screen.findByTestId(ids.moveBar);
  expect(liveRegion.text).toContain("Déplacement de LAURENT Camille");
  expect(screen.getByRole("application")).toBeTruthy();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Shift>}{ArrowUp}{/Shift}");
  expect(bar.textContent).toContain("13:20–14:00, Dr Hélène Martin");
  expect(liveRegion.text).toContain("13:20–14:00, Dr Hélène Martin");
  await userEvent.keyboard("{ArrowRight}");
  expect(bar.textContent).toContain("13:20–14:00, Dr Karim Benali");
  expect(bar.textContent).not.toContain("Ce créneau est pris");
  await userEvent.keyboard("{ArrowDown}");
  expect(bar.textContent).toContain("Ce créneau est pris");
  await userEvent.keyboard("{ArrowUp}{Enter}");
  await waitFor(async () => expect(await words("LAURENT Camille")).toContain("de 13:20 à 14:00"));
  await waitFor(async () => expect(document.activeElement).toBe(await block("LAURENT Camille")));
  expect(screen.queryByTestId(ids.moveBar)).toBeNull();
  await undo();
  await waitFor(async () => expect(await words("LAURENT Camille")).toContain("de 13:10 à 13:55"));
});

test("Esc leaves move mode, closes nothing else, and the keys are listed while it lasts", async () => {
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await open();
  await userEvent.click(await block("LAURENT Camille"));
  await screen.findByTestId(ids.panel);
  await userEvent.keyboard("m");
  await screen.findByTestId(ids.moveBar);
  await userEvent.keyboard("?");
  const help = await screen.findByTestId(testIds.frame.shortcuts);
  expect(help.textContent).toContain("Raccourcir, allonger de 5");
  // The booking of this screen stands for the general one.
  expect(help.textContent?.match(/Nouveau rendez-vous/g)).toHaveLength(1);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.frame.shortcuts)).toBeNull());
  expect(screen.getByTestId(ids.moveBar)).toBeTruthy();
  await userEvent.keyboard("{ArrowDown}{Escape}");
  await waitFor(() => expect(screen.queryByTestId(ids.moveBar)).toBeNull());
  expect(screen.getByTestId(ids.panel)).toBeTruthy();
  expect(liveRegion.text).toContain("Le rendez-vous reste à 13:10");
  expect(reschedule).not.toHaveBeenCalled();
});
