// Signing in, and changing the base from there.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.session;
const value = (id: string) => screen.getByTestId<HTMLInputElement>(id).value;

async function signIn(username: string, password: string) {
  await userEvent.type(await screen.findByTestId(ids.username), username);
  await userEvent.type(screen.getByTestId(ids.password), `${password}{Enter}`);
}

test("the user name has the focus, and Enter signs in", async () => {
  openApp("?as=nobody");
  const username = await screen.findByTestId(ids.username);
  expect(document.activeElement).toBe(username);
  await userEvent.keyboard("claire{Tab}secret{Enter}");
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test("a refusal keeps the name and selects the password, to type it again", async () => {
  openApp("?as=nobody");
  await signIn("claire", "faux");
  expect((await screen.findByTestId(ids.error)).textContent).toContain("incorrect");
  expect(value(ids.username)).toBe("claire");
  expect(document.activeElement).toBe(screen.getByTestId(ids.password));
  await userEvent.keyboard("secret{Enter}");
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test("nothing is sent while a field is empty", async () => {
  openApp("?as=nobody");
  await userEvent.click(await screen.findByTestId(ids.submit));
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map((issue) => issue.dataset["field"])).toEqual(["username", "password"]);
  expect(screen.queryByTestId(ids.error)).toBeNull();
});

test("the password is shown on demand", async () => {
  openApp("?as=nobody");
  const password = await screen.findByTestId<HTMLInputElement>(ids.password);
  expect(password.type).toBe("password");
  await userEvent.click(screen.getByTestId(ids.showPassword));
  expect(password.type).toBe("text");
  expect(await axeViolations()).toEqual([]);
});

test("the capital lock is pointed out while the password is typed", async () => {
  openApp("?as=nobody");
  const user = userEvent.setup();
  await user.click(await screen.findByTestId(ids.password));
  await user.keyboard("{CapsLock}a");
  expect(await screen.findByTestId(ids.capsLock)).toBeTruthy();
  await user.keyboard("{CapsLock}b");
  await waitFor(() => expect(screen.queryByTestId(ids.capsLock)).toBeNull());
});

test("the base is named with the way to another, where a refused address can be corrected", async () => {
  openApp("?as=nobody");
  expect((await screen.findByTestId(ids.base)).textContent).toContain("Base locale de ce poste");
  await userEvent.click(screen.getByTestId(testIds.connection.change));
  await userEvent.click(screen.getByTestId(testIds.connection.chooseMongo));
  await userEvent.type(screen.getByTestId(testIds.connection.uri), "mongodb://claire@unreachable{Enter}");
  const problem = await screen.findByTestId(testIds.connection.problem);
  expect(problem.dataset["problem"]).toBe("unreachable");
  await userEvent.click(screen.getByTestId(testIds.connection.change));
  expect(value(testIds.connection.uri)).toBe("mongodb://claire@unreachable");
  await userEvent.clear(screen.getByTestId(testIds.connection.uri));
  await userEvent.type(screen.getByTestId(testIds.connection.uri), "mongodb://claire@srv/cabinet");
  await userEvent.type(screen.getByTestId(testIds.connection.password), "cabinet{Enter}");
  expect((await screen.findByTestId(ids.base)).textContent).toContain("srv/cabinet");
});

test("an empty address is refused before the present base is left, and Esc goes back", async () => {
  openApp("?as=nobody");
  await userEvent.click(await screen.findByTestId(testIds.connection.change));
  await userEvent.click(screen.getByTestId(testIds.connection.chooseMongo));
  await userEvent.click(screen.getByTestId(testIds.connection.submit));
  expect((await screen.findByTestId(testIds.common.fieldIssue)).dataset["field"]).toBe("uri");
  await userEvent.keyboard("{Escape}");
  expect(await screen.findByTestId(ids.username)).toBeTruthy();
});

test("too many failures bring a pause that counts down, keeps what was typed, and ends", async () => {
  openApp("?as=nobody");
  await signIn("claire", "faux");
  for (let failure = 2; failure <= 3; failure += 1) {
    await screen.findByTestId(ids.error);
    await userEvent.keyboard("faux{Enter}");
  }
  await screen.findByTestId(ids.error);
  const now = vi.spyOn(Date, "now");
  const start = Date.now();
  await userEvent.keyboard("secret{Enter}");
  expect((await screen.findByTestId(ids.pause)).textContent).toMatch(/Trop d’essais.*dans 5\ss/);
  const submit = screen.getByTestId<HTMLButtonElement>(ids.submit);
  expect(submit.disabled).toBe(true);
  expect([value(ids.username), value(ids.password)]).toEqual(["claire", "secret"]);
  now.mockImplementation(() => start + 6_000);
  await waitFor(() => expect(submit.disabled).toBe(false));
  expect(screen.getByTestId(ids.pause).textContent).toContain("Vous pouvez réessayer");
  await userEvent.click(submit);
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test("a long pause is told in minutes", async () => {
  openApp("?signin=locked");
  await signIn("claire", "secret");
  expect((await screen.findByTestId(ids.pause)).textContent).toMatch(/dans 15\smin/);
});

test("a base that nobody adopted lets only administrators in, which is explained", async () => {
  openApp("?signin=notAdopted");
  await signIn("claire", "secret");
  expect((await screen.findByTestId(ids.error)).textContent).toContain("MediGest plus ancien");
});

test("a new base tells the first password, until it is replaced", async () => {
  openApp("?as=nobody&firstStart");
  expect((await screen.findByTestId(ids.firstStart)).textContent).toContain("admin123");
  await signIn("admin", "admin123");
  await screen.findByTestId(ids.changePage);
  await userEvent.click(screen.getByTestId(ids.changeSignOut));
  await screen.findByTestId(ids.firstStart);
  await signIn("admin", "admin123");
  await userEvent.type(await screen.findByTestId(ids.currentPassword), "admin123");
  await userEvent.type(screen.getByTestId(ids.newPassword), "Tulipe en mai 47");
  await userEvent.type(screen.getByTestId(ids.repeatPassword), "Tulipe en mai 47{Enter}");
  await userEvent.click(await screen.findByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.signOut));
  await screen.findByTestId(ids.username);
  expect(screen.queryByTestId(ids.firstStart)).toBeNull();
});
