// Practitioners, accounts and settings.
import type { Role } from "../../../../ui/src/lib/api/bindings";
import { by, testIds, type Window } from "../harness/window";
import type { Account } from "./session";

/** Adds a practitioner in the open panel, which stays for the next one; answers their id. */
export async function addPractitioner(window: Window, name: string, speciality: string): Promise<string> {
  await window.fill(testIds.practitioners.name, name);
  await window.fill(testIds.practitioners.speciality, speciality);
  await window.press(testIds.practitioners.save);
  return window.idOf(testIds.practitioners.row, name);
}

/** Creates an account up to the moment when its provisional password is shown. */
export async function createUser(window: Window, username: string, role: Role): Promise<Account> {
  await window.press(testIds.users.create);
  await window.fill(testIds.users.username, username);
  await window.choose(testIds.users.role, role);
  await window.press(testIds.users.save);
  const password = await window.read(testIds.users.handoverPassword, /\S{8,}/);
  return { username, password };
}

/** On the screen of the settings: the practice's times are those of this zone from now on. */
export async function chooseTimeZone(window: Window, zone: string): Promise<void> {
  await window.fill(testIds.settings.timeZone, zone);
  await window.pressAt(`${by(testIds.settings.form)} [role="option"][data-id="${zone}"]`);
  await window.see(testIds.settings.zoneChanges);
  await window.press(testIds.settings.save);
  await window.notSee(testIds.settings.zoneChanges);
}
