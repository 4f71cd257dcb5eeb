// The day and the panel of one appointment.
import type { AppointmentStatus } from "../../../../ui/src/lib/api/bindings";
import type { SceneAppointment } from "../harness/bases";
import { by, testIds, type Window } from "../harness/window";

/** Opens the panel of an appointment. */
export async function openAppointment(window: Window, id: string): Promise<void> {
  await window.press(testIds.day.appointment, id);
  await window.see(testIds.day.panel);
}

/** Waits until the day shows the appointment with this status. */
export async function seeStatus(window: Window, id: string, status: AppointmentStatus): Promise<void> {
  await window.browser.$(`${by(testIds.day.appointment, id)}[data-status="${status}"]`).waitForDisplayed();
}

/** Whether a button of the panel says that it cannot be pressed. */
export async function isRefused(window: Window, action: typeof testIds.day.move | typeof testIds.day.cancel) {
  const button = await window.see(action);
  return (await button.getAttribute("aria-disabled")) === "true";
}

/** Waits until the planning shows the appointment in that column, with these words. */
export async function seePlace(window: Window, id: string, place: { practitionerId: string; words: string }) {
  const block = `${by(testIds.day.column, place.practitionerId)} ${by(testIds.day.appointment, id)}`;
  await window.until(`${place.words} in the column`, () =>
    window.browser.execute(
      (selector, words) => document.querySelector<HTMLElement>(selector)?.innerText.includes(words) === true,
      block,
      place.words,
    ),
  );
}

/** An appointment as the scene has it. */
type Drawn = Pick<SceneAppointment, "id" | "minutes">;

/** Drags an appointment by mouse to a column, so many minutes later. */
export async function dragAppointment(
  window: Window,
  appointment: Drawn,
  to: { practitionerId: string; minutesLater: number },
): Promise<void> {
  const block = await boxOf(window, by(testIds.day.appointment, appointment.id));
  const column = await boxOf(window, by(testIds.day.column, to.practitionerId));
  const from = { x: block.x + block.width / 2, y: block.y + block.height / 2 };
  const down = to.minutesLater * pixelsPerMinute(block, appointment);
  await window.drag(from, { x: column.x + column.width / 2, y: from.y + down });
}

/** Drags the lower edge of an appointment, which then lasts so many minutes more. */
export async function stretchAppointment(
  window: Window,
  appointment: Drawn,
  minutesMore: number,
): Promise<void> {
  const block = await boxOf(window, by(testIds.day.appointment, appointment.id));
  const from = { x: block.x + block.width / 2, y: block.y + block.height - 3 };
  await window.drag(from, { x: from.x, y: from.y + minutesMore * pixelsPerMinute(block, appointment) });
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

async function boxOf(window: Window, selector: string): Promise<Box> {
  await window.browser.$(selector).waitForDisplayed();
  return window.browser.execute((wanted) => {
    const { x, y, width, height } = document.querySelector(wanted)!.getBoundingClientRect();
    return { x, y, width, height };
  }, selector);
}

/** A block is drawn to scale, but for the pixel that keeps neighbours apart. */
function pixelsPerMinute(block: Box, { minutes }: Drawn): number {
  return (block.height + 1) / minutes;
}
