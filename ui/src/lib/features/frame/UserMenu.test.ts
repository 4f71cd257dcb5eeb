// The user's menu, by keyboard.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { testIds } from "$lib/testIds";
import { openApp } from "../../../../tests/openApp";

test("after changing the password was given up, the focus is on the menu's button again", async () => {
  openApp("?as=reception", "#/patients");
  const button = await screen.findByTestId(testIds.frame.userMenu);
  await userEvent.click(button);
  await userEvent.click(await screen.findByTestId(testIds.frame.changePassword));
  const dialog = await screen.findByTestId(testIds.session.changeDialog);
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.session.changeDialog)).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});
