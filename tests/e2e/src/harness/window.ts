// The window of the real app: started on a base of its own through tauri-driver, driven by test ids.
import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remote } from "webdriverio";
import type { ConnectionProblem } from "../../../../ui/src/lib/api/bindings";
import { testIds } from "../../../../ui/src/lib/testIds";
import type { Base } from "./bases";
import { DESK, pretendTouch, type Device, type Size } from "./devices";
import { app, output, tauriDriver } from "./paths";
import { freePort, start, stop, until } from "./processes";

export { testIds };

type Values<T> = T[keyof T];
/** Any id of the interface. */
export type TestId = Values<{ [Area in keyof typeof testIds]: Values<(typeof testIds)[Area]> }>;

/** How long something may take to appear, in milliseconds: other programs may be using this machine. */
const PATIENCE = 20_000;

/** The elements with this id; one of a list when `dataId` says which. */
export function by(testId: TestId, dataId?: string): string {
  return `[data-testid="${testId}"]${dataId === undefined ? "" : `[data-id="${dataId}"]`}`;
}

/** In the window, in pixels. */
export interface Point {
  x: number;
  y: number;
}

export class Window {
  private constructor(
    readonly base: Base,
    readonly device: Device,
    readonly browser: WebdriverIO.Browser,
    private readonly driver: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts the app as on a machine where nobody has used it yet; its output goes to `<name>.log`. */
  static async open(base: Base, name: string, device = DESK): Promise<Window> {
    const folder = await mkdtemp(join(tmpdir(), "medigest-e2e-"));
    const data = join(folder, "practice");
    await mkdir(data);
    await base.prepare(data);
    const [port, nativePort] = [await freePort(), await freePort()];
    await mkdir(join(output, "logs"), { recursive: true });
    const driver = start(
      tauriDriver(),
      ["--port", String(port), "--native-port", String(nativePort)],
      { ...environment(folder), MEDIGEST_DATA_DIR: data, ...base.environment },
      join(output, "logs", `${name}.log`),
    );
    try {
      await until("the answer of tauri-driver", () => isReady(port));
      const window = new Window(base, device, await connect(port), driver, folder);
      if (device.touch) await window.beTouched();
      return window;
    } catch (cause) {
      await stop(driver);
      await rm(folder, { recursive: true, force: true });
      throw cause;
    }
  }

  /** Closes the app and forgets what it has written on this device. */
  async close(): Promise<void> {
    await this.browser.deleteSession().catch(() => undefined);
    await stop(this.driver);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async beTouched(): Promise<void> {
    await this.until("the first screen", async () => this.browser.$("[data-testid]").isExisting());
    await this.browser.execute(pretendTouch);
    await this.resize(this.device.size);
  }

  /** The first element with this id, once it is visible. */
  async see(testId: TestId, dataId?: string) {
    const element = this.browser.$(by(testId, dataId));
    await element.waitForDisplayed();
    return element;
  }

  /** Waits for the connection to fail in this way. */
  async seeProblem(problem: ConnectionProblem): Promise<void> {
    await this.browser.$(`${by(testIds.connection.problem)}[data-problem="${problem}"]`).waitForDisplayed();
  }

  async notSee(testId: TestId, dataId?: string): Promise<void> {
    await this.browser.$(by(testId, dataId)).waitForDisplayed({ reverse: true });
  }

  /** Presses the first element with this id, once it can be pressed. */
  async press(testId: TestId, dataId?: string): Promise<void> {
    await this.pressAt(by(testId, dataId));
  }

  /** Presses a row of a table: WebKit's driver can press its cells only. */
  async pressRow(testId: TestId, dataId: string): Promise<void> {
    await this.pressAt(`${by(testId, dataId)} [role="gridcell"]`);
  }

  /** Presses something within a row. */
  async pressWithin(row: TestId, dataId: string, testId: TestId): Promise<void> {
    await this.pressAt(`${by(row, dataId)} ${by(testId)}`);
  }

  /** Presses what a selector finds: for a part of the interface that has no id of its own. */
  async pressAt(selector: string): Promise<void> {
    const element = this.browser.$(selector);
    await element.waitForClickable();
    await this.until(`"${selector}" at rest`, async () => this.browser.execute(rests, selector));
    await element.click();
  }

  /** Presses one of a few values that are all in view: a radio button's, or a usual one beside a field. */
  async pick(testId: TestId, value: string): Promise<void> {
    await this.pressAt(`${by(testId)} :is(label:has(input[value="${value}"]), [data-value="${value}"])`);
  }

  /** Drags with the mouse from one place of the window to another, in pixels. */
  async drag(from: Point, to: Point): Promise<void> {
    const at = ({ x, y }: Point) => ({ x: Math.round(x), y: Math.round(y) });
    const halfway = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    await this.browser.action("pointer").move(at(from)).down().move(at(halfway)).move(at(to)).up().perform();
  }

  /** Replaces what stands in a field. */
  async fill(testId: TestId, text: string): Promise<void> {
    const field = await this.see(testId);
    await field.click();
    await this.browser.keys(["Control", "a"]);
    if (text === "") await this.browser.keys("Delete");
    else await field.addValue(text);
  }

  /** Waits until the words of the first element with this id match; answers them. */
  async read(testId: TestId, expected: RegExp, dataId?: string): Promise<string> {
    let words = "";
    const says = async () => {
      words = plain(await this.browser.execute(innerText, by(testId, dataId)));
      return expected.test(words);
    };
    await this.browser.waitUntil(says).catch(() => {
      throw new Error(`"${testId}" never says ${expected}; it says "${words}"`);
    });
    return words;
  }

  /** Chooses a value of a list. */
  async choose(testId: TestId, value: string): Promise<void> {
    await (await this.see(testId)).selectByAttribute("value", value);
  }

  /** Chooses the value of a list that has these words. */
  async chooseWords(testId: TestId, words: string): Promise<void> {
    await (await this.see(testId)).selectByVisibleText(words);
  }

  /** Chooses one of several places to go, a radio button drawn as a card. */
  async choosePlace(testId: TestId): Promise<void> {
    await this.browser.$(by(testId)).waitForExist();
    await this.pressAt(`label:has(${by(testId)})`);
  }

  /** The value of a field. */
  async valueOf(testId: TestId): Promise<string> {
    return (await this.see(testId)).getValue();
  }

  /** Presses one key, or several together: `key("Control", "k")`. */
  async key(...together: string[]): Promise<void> {
    await this.browser.keys(together);
  }

  /** Types where the focus is, a key after the other. */
  async type(text: string): Promise<void> {
    for (const character of text) await this.key(character);
  }

  /** Presses Tab until the focus is on the element with this id, as far as a person would. */
  async tabTo(testId: TestId): Promise<void> {
    for (let presses = 0; presses < 15; presses += 1) {
      if (await this.hasFocus(testId)) return;
      await this.key("Tab");
    }
    throw new Error(`15 times Tab do not lead to "${testId}"`);
  }

  async hasFocus(testId: TestId): Promise<boolean> {
    return this.browser.execute((selector) => document.activeElement?.matches(selector) === true, by(testId));
  }

  async seeFocus(testId: TestId): Promise<void> {
    await this.until(`the focus on "${testId}"`, () => this.hasFocus(testId));
  }

  /** Waits for something that no element alone can tell. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    await this.browser.waitUntil(holds, { timeoutMsg: `${what}: not within ${PATIENCE / 1000} s` });
  }

  /** Looks out for an element with this id, however briefly it is there; the answer asks whether it was. */
  async lookOutFor(testId: TestId): Promise<() => Promise<boolean>> {
    await this.browser.execute(noteAppearance, by(testId));
    return () => this.browser.execute((noted) => document.body.dataset["appeared"] === noted, by(testId));
  }

  /** What can still be seen, reached or heard of the page beside the element with this id. */
  async reachableBeside(testId: TestId): Promise<string[]> {
    return this.browser.execute(reachableBeside, by(testId));
  }

  /** The `data-id` of the element with this id that has those words, once there is one. */
  async idOf(testId: TestId, words: string): Promise<string> {
    let id: string | null = null;
    await this.until(`"${words}" in "${testId}"`, async () => {
      id = await this.browser.execute(idWithWords, by(testId), words);
      return id !== null;
    });
    return id ?? "";
  }

  /** Takes back what a message tells, once it has come to rest. Its library gives it no test id. */
  async undo(told: RegExp): Promise<void> {
    const message = '[data-sonner-toast][data-front="true"]';
    await this.until(`a message ${told}`, () => this.browser.execute(restsAndSays, message, told.source));
    await this.pressAt(`${message} [data-button]`);
  }

  /** The `data-id` of each element with this id, in their order on screen. */
  async ids(testId: TestId): Promise<string[]> {
    return this.browser.execute(
      (selector) =>
        [...document.querySelectorAll<HTMLElement>(selector)].map((element) => element.dataset["id"] ?? ""),
      by(testId),
    );
  }

  /** Goes to an address of the app, `#/patients`, as if it had been typed. */
  async goTo(hash: string): Promise<void> {
    await this.browser.execute((wanted) => (location.hash = wanted), hash);
  }

  async resize({ width, height }: Size): Promise<void> {
    await this.browser.setWindowSize(width, height);
    await this.browser.waitUntil(
      () => this.browser.execute((wanted) => window.innerWidth === wanted, width),
      {
        timeoutMsg: `the window is not ${width} wide`,
      },
    );
  }
}

// The driver's own "get text" leaves out what stands in a clipped line, such as a long title.
const innerText = (selector: string) => document.querySelector<HTMLElement>(selector)?.innerText ?? "";

function idWithWords(selector: string, words: string): string | null {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return all.find((element) => element.innerText.includes(words))?.dataset["id"] ?? null;
}

function noteAppearance(selector: string): void {
  delete document.body.dataset["appeared"];
  new MutationObserver((_, observer) => {
    if (document.querySelector(selector) === null) return;
    document.body.dataset["appeared"] = selector;
    observer.disconnect();
  }).observe(document.body, { childList: true, subtree: true });
}

/** Inert elements take no focus and are left out of what a screen reader is told. */
function reachableBeside(selector: string): string[] {
  const shown = document.querySelector(selector);
  return [...document.body.querySelectorAll("*")]
    .filter((element) => !shown?.contains(element) && !element.contains(shown))
    .filter((element) => !element.closest("[inert]") || element.checkVisibility({ visibilityProperty: true }))
    .map((element) => element.outerHTML.slice(0, 200));
}

/** Whether it stays in its place while two frames are drawn: what floats is put there only after it has appeared. */
async function rests(selector: string): Promise<boolean> {
  const place = () => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect());
  const before = place();
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  return place() === before;
}

function restsAndSays(selector: string, expected: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  const moves = element?.getAnimations({ subtree: true }).some(({ playState }) => playState === "running");
  return element !== null && !moves && new RegExp(expected).test(element.innerText);
}

/** Words without the spaces of French typography. */
function plain(words: string): string {
  return words.replace(/[\u00a0\u202f]/g, " ").normalize();
}

/** Nothing of this user's own: no settings, no caches, no server. */
function environment(folder: string): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  delete inherited["MONGO_URI"];
  return {
    ...inherited,
    TZ: "Europe/Paris",
    LIBGL_ALWAYS_SOFTWARE: "1",
    NO_AT_BRIDGE: "1",
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CACHE_HOME: join(folder, "cache"),
    XDG_CONFIG_HOME: join(folder, "config"),
  };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
  return answer?.ok === true;
}

async function connect(port: number): Promise<WebdriverIO.Browser> {
  const capabilities = { "tauri:options": { application: app }, "wdio:enforceWebDriverClassic": true };
  const browser = await remote({
    hostname: "127.0.0.1",
    port,
    path: "/",
    logLevel: "error",
    connectionRetryCount: 0,
    waitforTimeout: PATIENCE,
    waitforInterval: 50,
    capabilities,
  });
  return browser;
}

/** Keeps the picture of a failure beside the logs. */
export async function keepPicture(window: Window, name: string): Promise<void> {
  const folder = join(output, "failures");
  await mkdir(folder, { recursive: true });
  await window.browser.saveScreenshot(join(folder, `${name}.png`));
  await writeFile(join(folder, `${name}.html`), await window.browser.getPageSource());
}
