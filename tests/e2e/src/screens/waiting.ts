// The waiting room.
import type { VisitStep } from "../../../../ui/src/lib/api/bindings";
import { by, testIds, type Window } from "../harness/window";

/** Waits until the patient of an appointment is so far in their visit. */
export async function seeStep(window: Window, id: string, step: VisitStep): Promise<void> {
  await window.browser.$(`${by(testIds.waiting.row, id)}[data-step="${step}"]`).waitForDisplayed();
}
