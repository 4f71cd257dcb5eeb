// Leaving a screen with unsaved typing asks first, whichever way one leaves.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { confirmations } from "$lib/components/confirm.svelte";
import { router } from "./router.svelte";

let stop: () => void;
let removeGuard = () => {};

beforeEach(() => {
  window.location.hash = "#/patients";
  stop = router.start();
});

afterEach(() => {
  removeGuard();
  stop();
});

function typeSomething() {
  removeGuard = router.addGuard(() => true);
}

test("goes where it is told when nothing would be lost", async () => {
  await expect(router.navigate({ name: "day", date: "2026-11-23" })).resolves.toBe(true);
  expect(router.current).toEqual({ name: "day", date: "2026-11-23" });
  expect(window.location.hash).toBe("#/day?date=2026-11-23");
});

test("stays when the person keeps typing", async () => {
  typeSomething();
  const leaving = router.navigate({ name: "users" });
  expect(confirmations.question?.title).toContain("Abandonner");
  confirmations.answer(false);
  await expect(leaving).resolves.toBe(false);
  expect(router.current).toEqual({ name: "patients" });
});

test("leaves once the person accepts to lose the typing", async () => {
  typeSomething();
  const leaving = router.navigate({ name: "users" });
  confirmations.answer(true);
  await expect(leaving).resolves.toBe(true);
  expect(router.current).toEqual({ name: "users" });
  await vi.waitFor(() => expect(confirmations.question).toBeNull());
});

test("a changed address is put back while the question is open", async () => {
  typeSomething();
  await new Promise((resolve) => setTimeout(resolve));
  window.location.hash = "#/users-of-nothing";
  await vi.waitFor(() => expect(confirmations.question).not.toBeNull());
  expect(window.location.hash).toBe("#/patients");
  confirmations.answer(false);
  expect(router.current).toEqual({ name: "patients" });
});
