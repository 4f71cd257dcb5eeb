// Looking at a screen as a person would: a picture in both themes and in the device's other size, and no barrier that
// axe knows.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Axe from "axe-core";
import type { Store } from "./bases";
import { output } from "./paths";
import type { Window } from "./window";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new Map<Store, number>();
/** Where each screen was looked at first: it is the same on every store. */
const lookedAt = new Map<string, Store>();

/**
 * Takes pictures of the screen under `output/<store>/`, and fails when axe finds something serious or when the
 * other size has to be scrolled sideways. Does nothing for a screen that was looked at on another store.
 */
export async function look(window: Window, name: string): Promise<void> {
  const { store } = window.base;
  if ((lookedAt.get(name) ?? store) !== store) return;
  lookedAt.set(name, store);
  const number = (pictures.get(store) ?? 0) + 1;
  pictures.set(store, number);
  const folder = join(output, store);
  await mkdir(folder, { recursive: true });
  const file = (variant: string) => join(folder, `${String(number).padStart(2, "0")}-${name}-${variant}.png`);

  const barriers: string[] = [];
  await setMotion(window, false);
  await show(window, "dark");
  await window.browser.saveScreenshot(file("dark"));
  // Themes differ in colours alone.
  barriers.push(...(await findBarriers(window, ["color-contrast"])).map((barrier) => `dark: ${barrier}`));
  await show(window, "light");
  await window.browser.saveScreenshot(file("light"));
  barriers.push(...(await findBarriers(window)));
  const { size, other } = window.device;
  await window.resize(other);
  await drawn(window);
  await window.browser.saveScreenshot(file(`${other.width}x${other.height}`));
  const overflow = await window.browser.execute(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) barriers.push(`at ${other.width} px it is ${overflow} px too wide`);
  await window.resize(size);
  await setMotion(window, true);
  if (barriers.length > 0) throw new Error(`the screen "${name}" has barriers:\n${barriers.join("\n")}`);
}

async function show(window: Window, theme: "light" | "dark"): Promise<void> {
  await window.browser.execute((wanted) => (document.documentElement.dataset["theme"] = wanted), theme);
  await drawn(window);
}

/**
 * Colours in transition have no contrast to speak of, and a message may leave at any moment: while it is looked at,
 * everything changes at once.
 */
async function setMotion(window: Window, allowed: boolean): Promise<void> {
  await window.browser.execute((moves) => {
    document.getElementById("no-motion")?.remove();
    if (moves) return;
    const style = document.createElement("style");
    style.id = "no-motion";
    style.textContent = "*, ::before, ::after { transition: none !important; animation: none !important; }";
    document.head.append(style);
  }, allowed);
}

/** Waits until what was changed has been drawn. */
async function drawn(window: Window): Promise<void> {
  await window.browser.execute(async () => {
    for (let frames = 0; frames < 2; frames += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

async function findBarriers(window: Window, rules?: string[]): Promise<string[]> {
  const { browser } = window;
  if (!(await browser.execute(() => "axe" in globalThis))) await browser.execute(axeSource);
  const violations = await browser.execute(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    const options: Axe.RunOptions = { resultTypes: ["violations"], ...(only && { runOnly: only }) };
    return (await axe.run(document, options)).violations;
  }, rules);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const places = nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ""}`);
      return `${id}: ${help}\n${places.join("\n")}`;
    });
}
