// A story: steps that one window of the app lives through in their order. After a failed step the rest is skipped.
import type { Base } from "./bases";
import { keepPicture, Window } from "./window";

/** In milliseconds: before the first story, Cargo may have to build the program that writes the scene. */
const BUILDING = 15 * 60_000;

/** What the steps of a story share. */
export interface Stage {
  /** There from the first step on. */
  readonly window: Window;
}

/** Tells a story on the base that `open` gives; left out when it gives none. */
export function story(title: string, open: () => Promise<Base | null>, tell: (stage: Stage) => void): void {
  describe(title, () => {
    const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    let window: Window | null = null;
    let base: Base | null = null;
    let failed = false;

    before(async function () {
      this.timeout(BUILDING);
      base = await open();
      if (base === null) this.skip();
      window = await Window.open(base, name);
    });
    beforeEach(function () {
      if (failed) this.skip();
    });
    afterEach(async function () {
      if (this.currentTest?.state !== "failed") return;
      failed = true;
      if (window) await keepPicture(window, name);
    });
    after(async () => {
      await window?.close();
      await base?.remove();
    });

    tell({
      get window() {
        if (window === null) throw new Error("the app has not been started");
        return window;
      },
    });
  });
}
