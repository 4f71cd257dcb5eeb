// The whole list: everybody's day, a row per appointment.
import { testIds, type Window } from "../harness/window";

/** The patient is here. */
export async function noteArrival(window: Window, id: string): Promise<void> {
  await window.pressWithin(testIds.list.row, id, testIds.visits.arrive);
}

/** Waits until a row says this, at its planned time or where a delay puts it. */
export async function seeRow(window: Window, id: string, words: RegExp): Promise<void> {
  await window.read(testIds.list.row, words, id);
}
