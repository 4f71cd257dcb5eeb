// The recovery code: shown once when it is made, and the way back in when every password is lost.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { RECOVERY_CODE } from "$lib/api/mock/session";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.session;
const BARE = RECOVERY_CODE.replaceAll("-", "").toLowerCase();

async function signIn(username: string) {
  await userEvent.type(await screen.findByTestId(ids.username), username);
  await userEvent.type(screen.getByTestId(ids.password), "secret{Enter}");
}

async function goOn() {
  await userEvent.click(screen.getByTestId(ids.codeKept));
  await userEvent.click(screen.getByTestId(ids.codeContinue));
}

async function fillRecovery(code: string, replacement = "Tulipe en mai 47") {
  await userEvent.click(await screen.findByTestId(ids.recover));
  await userEvent.type(await screen.findByTestId(ids.recoverUsername), "admin");
  await userEvent.type(screen.getByTestId(ids.recoverCode), code);
  await userEvent.type(screen.getByTestId(ids.newPassword), replacement);
  await userEvent.type(screen.getByTestId(ids.repeatPassword), `${replacement}{Enter}`);
}

test("a code that was just made comes before anything else, until it is put away", async () => {
  openApp("?as=nobody&recovery=1");
  await signIn("admin");
  expect((await screen.findByTestId(ids.code)).textContent?.trim()).toBe(RECOVERY_CODE);
  expect(await axeViolations()).toEqual([]);
  const proceed = screen.getByTestId<HTMLButtonElement>(ids.codeContinue);
  expect(proceed.disabled).toBe(true);
  await goOn();
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
  expect(screen.queryByTestId(ids.code)).toBeNull();
});

test("it follows the first password of the first administrator", async () => {
  openApp("?as=new&recovery=1");
  await userEvent.type(await screen.findByTestId(ids.currentPassword), "admin123");
  await userEvent.type(screen.getByTestId(ids.newPassword), "Tulipe en mai 47");
  await userEvent.type(screen.getByTestId(ids.repeatPassword), "Tulipe en mai 47{Enter}");
  await screen.findByTestId(ids.code);
  await goOn();
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test("it is copied with its hyphens, and printed", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  openApp("?as=nobody&recovery=1");
  await signIn("admin");
  await userEvent.click(await screen.findByTestId(ids.codeCopy));
  expect(await navigator.clipboard.readText()).toBe(RECOVERY_CODE);
  await userEvent.click(screen.getByTestId(ids.codePrint));
  expect(print).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test("a lock does not lose it, and somebody else does not see it", async () => {
  openApp("?as=nobody&recovery=1");
  await signIn("admin");
  await screen.findByTestId(ids.code);
  await userEvent.keyboard("{Control>}l{/Control}");
  await userEvent.type(await screen.findByTestId(ids.lockPassword), "secret{Enter}");
  await waitFor(() => expect(screen.queryByTestId(ids.lockScreen)).toBeNull());
  expect(screen.getByTestId(ids.code).textContent?.trim()).toBe(RECOVERY_CODE);
  await userEvent.keyboard("{Control>}l{/Control}");
  await userEvent.click(await screen.findByTestId(ids.lockLeave));
  await signIn("claire");
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
  expect(screen.queryByTestId(ids.code)).toBeNull();
});

test("typed without hyphens it falls into groups, and gives a new password and a new code", async () => {
  openApp("?as=nobody");
  await fillRecovery(BARE);
  await screen.findByTestId(ids.code);
  await goOn();
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test("a code being typed shows its groups, and what is missing", async () => {
  openApp("?as=nobody");
  await userEvent.type(await screen.findByTestId(ids.username), "admin");
  await userEvent.click(screen.getByTestId(ids.recover));
  expect((await screen.findByTestId<HTMLInputElement>(ids.recoverUsername)).value).toBe("admin");
  const field = screen.getByTestId<HTMLInputElement>(ids.recoverCode);
  await userEvent.type(field, BARE.slice(0, 10));
  expect(field.value).toBe(RECOVERY_CODE.slice(0, 12));
  expect(screen.getByTestId(ids.recoverPage).textContent).toContain("10 / 32");
  expect(await axeViolations()).toEqual([]);
});

test.each([
  ["A".repeat(32), "Tulipe en mai 47", "code", "wrongCode"],
  [BARE, "motdepasse123", "replacement", "commonPassword"],
])("%j with %j is refused at its field", async (code, replacement, field, rule) => {
  openApp("?as=nobody");
  await fillRecovery(code, replacement);
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect([issue.dataset["field"], issue.dataset["rule"]]).toEqual([field, rule]);
});

test("one returns to the sign-in", async () => {
  openApp("?as=nobody");
  await userEvent.click(await screen.findByTestId(ids.recover));
  await userEvent.click(await screen.findByTestId(ids.recoverBack));
  expect(await screen.findByTestId(ids.page)).toBeTruthy();
});
