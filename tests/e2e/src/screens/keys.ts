// Protected texts: who may read them, the keys of the practice and its recovery code.
import type { Access, KeyKind } from "../../../../ui/src/lib/api/bindings";
import { by, testIds, type Window } from "../harness/window";

/** Gives a user a key or takes it, and waits until it is so. */
export async function switchAccess(
  window: Window,
  userId: string,
  kind: KeyKind,
  after: Extract<Access, "granted" | "withheld">,
): Promise<void> {
  const cell = `${by(testIds.keys.row, userId)} ${by(testIds.keys.access)}[data-kind="${kind}"]`;
  await window.pressAt(`${cell} [role="switch"]`);
  await window.browser.$(`${cell}[data-access="${after}"]`).waitForDisplayed();
}

/** Changes the keys of the practice up to the outcome; answers whether its progress was to be seen. */
export async function changeKeys(window: Window): Promise<boolean> {
  const hadProgress = await window.lookOutFor(testIds.keys.progress);
  await window.press(testIds.keys.rotate);
  await window.press(testIds.common.confirmAction);
  await window.see(testIds.keys.outcome);
  return hadProgress();
}

/** Asks for a new recovery code, which is on the screen then. */
export async function makeRecoveryCode(window: Window, password: string): Promise<void> {
  await window.press(testIds.keys.newCode);
  await window.fill(testIds.keys.codePassword, password);
  await window.press(testIds.keys.codeSubmit);
  await window.see(testIds.session.codeSheet);
}
