// Shortcuts act on the page and never steal a key from someone who types.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ariaKeys, keyLabels, shortcuts } from "./shortcuts.svelte";

const run = vi.fn();
let remove: () => void;

beforeEach(() => {
  run.mockClear();
  remove = shortcuts.register([
    { keys: "n", label: "Nouveau", scope: "general", run: () => run("n") },
    { keys: "mod+k", label: "Rechercher", scope: "general", run: () => run("mod+k") },
  ]);
  window.addEventListener("keydown", shortcuts.handle);
});

afterEach(() => {
  remove();
  window.removeEventListener("keydown", shortcuts.handle);
  document.body.innerHTML = "";
});

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
}

function add(html: string): Element {
  document.body.innerHTML = html;
  return document.body.firstElementChild!;
}

test("a single key acts on the page", () => {
  press("n");
  expect(run).toHaveBeenCalledExactlyOnceWith("n");
});

test.each(["<input>", "<textarea></textarea>", "<select></select>"])("a single key in %s is text", (html) => {
  press("n", {}, add(html));
  expect(run).not.toHaveBeenCalled();
});

test("a combination with Ctrl acts even while typing", () => {
  press("k", { ctrlKey: true }, add("<input>"));
  expect(run).toHaveBeenCalledExactlyOnceWith("mod+k");
});

test("Ctrl with the letter of a single key does nothing", () => {
  press("n", { ctrlKey: true });
  expect(run).not.toHaveBeenCalled();
});

test("a single key does nothing under an open dialog", () => {
  add('<div role="dialog"></div>');
  press("n");
  expect(run).not.toHaveBeenCalled();
});

test("the most recent of two offers wins, and goes with its screen", () => {
  const removeScreen = shortcuts.register([
    { keys: "n", label: "", scope: "screen", run: () => run("screen") },
  ]);
  press("n");
  removeScreen();
  press("n");
  expect(run.mock.calls).toEqual([["screen"], ["n"]]);
});

test("the offer of a screen wins over a general one, whichever came first", () => {
  const removeScreen = shortcuts.register([
    { keys: "n", label: "", scope: "screen", run: () => run("screen") },
  ]);
  const removeGeneral = shortcuts.register([
    { keys: "n", label: "", scope: "general", run: () => run("general") },
  ]);
  press("n");
  removeScreen();
  press("n");
  removeGeneral();
  expect(run.mock.calls).toEqual([["screen"], ["general"]]);
});

test("keys are shown as printed and told to screen readers", () => {
  expect(keyLabels("mod+k")).toEqual(["Ctrl", "K"]);
  expect(ariaKeys("mod+k")).toBe("Control+K");
});
