// A locked session: nothing of the practice is there to see or to reach, and everything is there afterwards.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { events } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../../../../tests/axe";
import { openApp } from "../../../../../tests/openApp";

const ids = testIds.session;

const lockScreen = () => screen.findByTestId(ids.lockScreen);
const value = (id: string) => screen.getByTestId<HTMLInputElement>(id).value;

async function lock() {
  await userEvent.keyboard("{Control>}l{/Control}");
  return lockScreen();
}

async function unlock(password = "secret") {
  await userEvent.clear(screen.getByTestId(ids.lockPassword));
  await userEvent.type(screen.getByTestId(ids.lockPassword), `${password}{Enter}`);
}

const gone = () => waitFor(() => expect(screen.queryByTestId(ids.lockScreen)).toBeNull());

/** Whether neither eyes, keyboard nor a screen reader find it. */
function isHidden(element: Element): boolean {
  return element.closest("[inert][data-covered]") !== null;
}

async function typeNewPatient() {
  openApp("?as=reception", "#/patients/new");
  await userEvent.type(await screen.findByTestId(testIds.patients.lastName), "DELMAS");
  await userEvent.type(screen.getByTestId(testIds.patients.firstName), "An");
}

test("what was being typed is hidden, and goes on where it was", async () => {
  await typeNewPatient();
  const typedIn = screen.getByTestId(testIds.patients.firstName);
  await lock();
  expect(isHidden(typedIn)).toBe(true);
  expect(document.activeElement).toBe(screen.getByTestId(ids.lockPassword));
  await unlock();
  await gone();
  expect(isHidden(typedIn)).toBe(false);
  expect(document.querySelector("[inert], [data-covered]")).toBeNull();
  expect(screen.getByTestId(testIds.patients.firstName)).toBe(typedIn);
  expect(document.activeElement).toBe(typedIn);
  await userEvent.keyboard("ne");
  expect([value(testIds.patients.lastName), value(testIds.patients.firstName)]).toEqual(["DELMAS", "Anne"]);
});

test("it says whose session it is and where, and has no accessibility issue", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  const shown = await lock();
  expect(shown.textContent).toContain("Cabinet des Tilleuls");
  expect(shown.textContent).toContain("10:42");
  expect(shown.textContent).toContain("claire");
  expect(await axeViolations()).toEqual([]);
});

test("a dialog stays open beneath with what was typed, whatever is pressed above it", async () => {
  openApp("?as=reception", "#/patients");
  await userEvent.click(await screen.findByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.changePassword));
  const typedIn = await screen.findByTestId<HTMLInputElement>(ids.newPassword);
  await userEvent.type(typedIn, "Tulipe");
  await lock();
  expect(isHidden(screen.getByTestId(ids.changeDialog))).toBe(true);
  await userEvent.keyboard("{Escape}");
  await userEvent.click(screen.getByText("Session verrouillée"));
  await userEvent.keyboard("{Escape}?");
  await userEvent.click(screen.getByTestId(ids.lockPassword));
  expect(document.activeElement).toBe(screen.getByTestId(ids.lockPassword));
  await unlock();
  await gone();
  expect(screen.queryByTestId(testIds.common.confirm)).toBeNull();
  expect(screen.getByTestId(ids.changeDialog).contains(typedIn)).toBe(true);
  expect(typedIn.value).toBe("Tulipe");
});

test("a message that comes meanwhile is hidden too", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  await lock();
  const late = document.body.appendChild(document.createElement("div"));
  await waitFor(() => expect(isHidden(late)).toBe(true));
  late.remove();
});

test("a wrong password is refused, and too many bring a pause that keeps what was typed", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  await lock();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await unlock("faux");
    expect((await screen.findByTestId(ids.error)).textContent).toContain("incorrect");
  }
  await unlock("secret");
  expect((await screen.findByTestId(ids.pause)).textContent).toContain("Trop d’essais");
  expect(screen.getByTestId<HTMLButtonElement>(ids.lockSubmit).disabled).toBe(true);
  expect(value(ids.lockPassword)).toBe("secret");
});

test("nothing is asked of the practice meanwhile, and everything is read again afterwards", async () => {
  openApp("?as=reception", "#/day");
  await screen.findAllByTestId(testIds.day.appointment);
  await lock();
  const internals = (window as unknown as { __TAURI_INTERNALS__: { invoke: (command: string) => unknown } })
    .__TAURI_INTERNALS__;
  const asked = vi.spyOn(internals, "invoke");
  const commandsAsked = () =>
    asked.mock.calls.map(([command]) => command).filter((command) => !command.startsWith("plugin:"));
  await events.practiceChanged.emit({ areas: ["appointments", "patients", "settings"] });
  window.dispatchEvent(new Event("visibilitychange"));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(commandsAsked()).toEqual([]);
  await unlock();
  await gone();
  await waitFor(() => expect(commandsAsked()).toContain("planning_day"));
});

test("somebody else begins a fresh session", async () => {
  await typeNewPatient();
  await lock();
  await userEvent.click(screen.getByTestId(ids.lockLeave));
  await userEvent.type(await screen.findByTestId(ids.username), "sophie");
  await userEvent.type(screen.getByTestId(ids.password), "secret{Enter}");
  await screen.findByTestId(testIds.figures.page);
  expect(screen.queryByTestId(testIds.patients.form)).toBeNull();
  expect(document.querySelector("[inert], [data-covered]")).toBeNull();
});

test("a window opened anew on a locked session shows nothing else", async () => {
  openApp("?as=reception&session=locked", "#/patients");
  await lockScreen();
  expect(screen.queryByTestId(testIds.frame.frame)).toBeNull();
  await unlock();
  expect(await screen.findByTestId(testIds.patients.page)).toBeTruthy();
});

test("a computer that wakes after the time is locked before the first touch does anything", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  const now = Date.now();
  vi.spyOn(Date, "now").mockImplementation(() => now + 11 * 60_000);
  await userEvent.keyboard("n");
  await lockScreen();
});

test("any answer that the session is locked shows it", async () => {
  openApp("?as=reception", "#/patients");
  await screen.findByTestId(testIds.patients.page);
  const internals = (window as unknown as { __TAURI_INTERNALS__: { invoke: (command: string) => unknown } })
    .__TAURI_INTERNALS__;
  await internals.invoke("session_lock");
  await userEvent.type(screen.getByTestId(testIds.patients.search), "dup");
  await lockScreen();
});

test.each([
  ["deactivated", "désactivé"],
  ["passwordChanged", "changé sur un autre poste"],
  ["expired", "douze heures"],
  ["interrupted", "pour la reprendre"],
])("a session that ended because of %s leads to the sign-in, which says why", async (reason, words) => {
  openApp(`?as=reception&session=${reason}`, "#/patients");
  await screen.findByTestId(testIds.patients.page);
  expect((await screen.findByTestId(ids.ended)).textContent).toContain(words);
  await userEvent.type(screen.getByTestId(ids.username), "claire");
  await userEvent.type(screen.getByTestId(ids.password), "secret{Enter}");
  await userEvent.click(await screen.findByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.signOut));
  await screen.findByTestId(ids.username);
  expect(screen.queryByTestId(ids.ended)).toBeNull();
});
