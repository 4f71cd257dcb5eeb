// The day and the panel of one appointment.
import type { AppointmentStatus } from "../../../../ui/src/lib/api/bindings";
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
