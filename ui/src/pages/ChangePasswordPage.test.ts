// Replacing one's own password: because it is provisional, and whenever one likes.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.session;

async function fill(current: string, replacement: string, repeat: string) {
  await userEvent.type(await screen.findByTestId(ids.currentPassword), current);
  await userEvent.type(screen.getByTestId(ids.newPassword), replacement);
  await userEvent.type(screen.getByTestId(ids.repeatPassword), `${repeat}{Enter}`);
}

const strength = () => screen.getByTestId(ids.strength).dataset;

test("the strength is told while typing, with the rule that is broken", async () => {
  openApp("?as=new");
  const field = await screen.findByTestId(ids.newPassword);
  expect(strength()["score"]).toBeUndefined();
  await userEvent.type(field, "Admin2026");
  await waitFor(() => expect(strength()["rule"]).toBe("containsUsername"));
  expect(screen.getByTestId(ids.strength).textContent).toContain("nom d’utilisateur");
  await userEvent.clear(field);
  await userEvent.type(field, "Tulipe en mai 47");
  await waitFor(() => expect(strength()["score"]).toBe("4"));
  expect(strength()["rule"]).toBeUndefined();
  expect(await axeViolations()).toEqual([]);
});

test("two entries that differ are pointed out at the second, until they agree", async () => {
  openApp("?as=new");
  await fill("admin123", "Tulipe en mai", "Tulipe en juin");
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect(issue.dataset["field"]).toBe("repeat");
  const repeat = screen.getByTestId(ids.repeatPassword);
  await waitFor(() => expect(document.activeElement).toBe(repeat));
  await userEvent.clear(repeat);
  expect(screen.queryByTestId(testIds.common.fieldIssue)).toBeNull();
  await userEvent.type(repeat, "Tulipe en mai{Enter}");
  expect(await screen.findByTestId(testIds.frame.frame)).toBeTruthy();
});

test.each([
  ["faux", "Tulipe en mai", "current", "wrongPassword"],
  ["admin123", "court", "replacement", "tooShort"],
  ["admin123", "admin est long", "replacement", "containsUsername"],
])("%j then %j is refused at its field", async (current, replacement, field, rule) => {
  openApp("?as=new");
  await fill(current, replacement, replacement);
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect([issue.dataset["field"], issue.dataset["rule"]]).toEqual([field, rule]);
});

test("signing out instead is possible", async () => {
  openApp("?as=new");
  await userEvent.click(await screen.findByTestId(ids.changeSignOut));
  expect(await screen.findByTestId(ids.username)).toBeTruthy();
});

test("the menu offers it at any time, without leaving the screen", async () => {
  openApp("?as=reception", "#/patients");
  await userEvent.click(await screen.findByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.changePassword));
  await fill("ancien", "Tulipe en mai", "Tulipe en mai");
  await waitFor(() => expect(screen.queryByTestId(ids.changeDialog)).toBeNull());
  expect(screen.getByTestId(testIds.patients.page)).toBeTruthy();
});
