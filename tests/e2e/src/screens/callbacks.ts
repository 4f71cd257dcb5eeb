// The list of patients to call back.
import { testIds, type Window } from "../harness/window";

/** Takes the first time that is proposed to the patient of a cancelled appointment. */
export async function rebook(window: Window, id: string): Promise<void> {
  await window.pressWithin(testIds.callbacks.row, id, testIds.callbacks.proposal);
}
