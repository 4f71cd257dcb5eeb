// The whole interface on the sample practice, as a test finds it: `await openApp("?as=administrator", "#/admin/users")`.
import { render, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach } from "vitest";
import { installMock, removeMock } from "$lib/api/mock";
import { baseChange } from "$lib/features/base/baseChange.svelte";
import { untoldCode } from "$lib/features/session/untoldCode.svelte";
// The package has no public way to take messages away without their 200 ms of leaving.
import { toastState } from "../node_modules/svelte-sonner/dist/toast-state.svelte.js";
import App from "../src/App.svelte";

afterEach(() => {
  removeMock();
  // What outlives the screens of one test is not for the next.
  untoldCode.putAway();
  baseChange.putAway();
  window.history.replaceState(null, "", "/");
});

/** Situations are those of the mock mode (src/lib/api/mock/index.ts). */
export function openApp(situation: string, hash = ""): void {
  window.history.replaceState(null, "", `/${situation}${hash}`);
  installMock();
  toastState.reset();
  render(App);
}

/** Takes back what the newest message told. */
export async function undo(): Promise<void> {
  const button = await waitFor(() => {
    const found = document.querySelector('[data-sonner-toast][data-front="true"] [data-button]');
    if (!found) throw new Error("The newest message offers no way back");
    // A dialog that just closed still holds the page for a moment.
    if (document.body.style.pointerEvents === "none") throw new Error("A dialog holds the page");
    return found;
  });
  await userEvent.click(button);
}
