// A story: steps that the windows of the app live through in their order. After a failed step the rest is skipped.
import type { Base } from "./bases";
import { DESK, type Device } from "./devices";
import { keepPicture, Window } from "./window";

/** In milliseconds: before the first story, Cargo may have to build the program that writes the scene. */
const BUILDING = 15 * 60_000;

/** What the steps of a story share. */
export interface Stage {
  /** There from the first step on. */
  readonly window: Window;
}

/** A window of a story: the device it stands on, and the base as it is reached from there. */
export interface Place {
  device: Device;
  base: Base;
}

/** Tells a story in one window, on the base that `open` gives; left out when it gives none. */
export function story(title: string, open: () => Promise<Base | null>, tell: (stage: Stage) => void): void {
  const places = async () => {
    const base = await open();
    return base && { window: { device: DESK, base } };
  };
  storyOfSeveral(title, ["window"], places, tell);
}

/** Tells a story in several windows, which are opened one after the other; left out when `open` gives no places. */
export function storyOfSeveral<Name extends string>(
  title: string,
  names: readonly Name[],
  open: () => Promise<Record<Name, Place> | null>,
  tell: (windows: Readonly<Record<Name, Window>>) => void,
): void {
  describe(title, () => {
    const log = (name: Name) => slug(names.length > 1 ? `${title} ${name}` : title);
    const windows = new Map<Name, Window>();
    let places: Record<Name, Place> | null = null;
    let failed = false;

    before(async function () {
      this.timeout(BUILDING);
      places = await open();
      if (places === null) this.skip();
      for (const name of names) {
        const { base, device } = places[name];
        windows.set(name, await Window.open(base, log(name), device));
      }
    });
    beforeEach(function () {
      if (failed) this.skip();
    });
    afterEach(async function () {
      if (this.currentTest?.state !== "failed") return;
      failed = true;
      for (const [name, window] of windows) await keepPicture(window, log(name));
    });
    after(async () => {
      for (const window of windows.values()) await window.close();
      for (const { base } of Object.values<Place>(places ?? {})) await base.remove();
    });

    const stage = {} as Record<Name, Window>;
    for (const name of names) {
      Object.defineProperty(stage, name, {
        get() {
          const window = windows.get(name);
          if (window === undefined) throw new Error("the app has not been started");
          return window;
        },
      });
    }
    tell(stage);
  });
}

const slug = (words: string) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-");
