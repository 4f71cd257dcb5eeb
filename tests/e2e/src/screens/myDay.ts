// The doctor's own day, on the tablet.
import type { VisitStep } from "../../../../ui/src/lib/api/bindings";
import { by, testIds, type Window } from "../harness/window";

/** Waits until this patient is in the middle of the screen, so far in their visit. */
export async function seeFocus(window: Window, id: string, step: VisitStep): Promise<void> {
  await window.browser.$(`${by(testIds.myday.focus, id)}[data-step="${step}"]`).waitForDisplayed();
}

/** Sends the report that is open, and waits until it is done. */
export async function reportDelay(window: Window): Promise<void> {
  await window.press(testIds.delay.submit);
  await window.notSee(testIds.myday.delaySheet);
}

/** Withdraws the delay in the report that is open. */
export async function withdrawDelay(window: Window): Promise<void> {
  await window.press(testIds.delay.withdraw);
  await window.notSee(testIds.myday.delaySheet);
}
