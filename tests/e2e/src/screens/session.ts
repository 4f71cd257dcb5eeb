// Signing in and out, and choosing a password.
import { testIds, type Window } from "../harness/window";

export interface Account {
  username: string;
  password: string;
}

export async function signIn(window: Window, { username, password }: Account): Promise<void> {
  await window.fill(testIds.session.username, username);
  await window.fill(testIds.session.password, password);
  await window.press(testIds.session.submit);
}

/** On the screen that asks for a password of one's own. */
export async function choosePassword(window: Window, current: string, chosen: string, repeated = chosen) {
  await window.fill(testIds.session.currentPassword, current);
  await window.fill(testIds.session.newPassword, chosen);
  await window.fill(testIds.session.repeatPassword, repeated);
  await window.press(testIds.session.changeSubmit);
}

/** Puts the recovery code away that is on the screen, and goes on; answers it. */
export async function keepRecoveryCode(window: Window): Promise<string> {
  const code = await window.read(testIds.session.code, /\w/);
  await window.press(testIds.session.codeKept);
  await window.press(testIds.session.codeContinue);
  await window.notSee(testIds.session.codeSheet);
  return code;
}

/** The first sign-in with a provisional password; answers the account as it then is. */
export async function signInFirst(window: Window, account: Account, chosen: string): Promise<Account> {
  await signIn(window, account);
  await window.see(testIds.session.changePage);
  await choosePassword(window, account.password, chosen);
  await window.see(testIds.frame.frame);
  return { ...account, password: chosen };
}

/** Hides the practice, as on leaving the desk. */
export async function lock(window: Window): Promise<void> {
  await window.press(testIds.frame.lockNow);
  await window.see(testIds.session.lockScreen);
}

export async function unlock(window: Window, password: string): Promise<void> {
  await window.fill(testIds.session.lockPassword, password);
  await window.press(testIds.session.lockSubmit);
}

/** At the sign-in: a new password for an administrator who lost theirs. */
export async function recover(window: Window, { username, password }: Account, code: string): Promise<void> {
  await window.press(testIds.session.recover);
  await window.fill(testIds.session.recoverUsername, username);
  await window.fill(testIds.session.recoverCode, code);
  await window.fill(testIds.session.newPassword, password);
  await window.fill(testIds.session.repeatPassword, password);
  await window.press(testIds.session.recoverSubmit);
}

export async function signOut(window: Window): Promise<void> {
  await window.press(testIds.frame.userMenu);
  await window.press(testIds.frame.signOut);
  await window.see(testIds.session.page);
}
