// Keeps open screens up with the practice: hears of changes, reads again what shows them, and says so.
import type { QueryClient } from "@tanstack/svelte-query";
import type { ChangedArea } from "$lib/api/bindings";
import { ALL_AREAS, changeWords, shownIn } from "./areas";

/** Changes that come closer together than this are read again once, in milliseconds. */
const BURST_MS = 40;
/** A change heard this long after work done here is taken for its echo, in milliseconds; polling takes two seconds. */
const ECHO_MS = 3_000;
/** Pause between two announcements, in milliseconds: a busy practice must not talk without end. */
const ANNOUNCE_PAUSE_MS = 10_000;

export class LiveUpdates {
  readonly #client: QueryClient;
  readonly #announce: (message: string) => void;
  readonly #stopWatching: () => void;
  /** Heard and not yet read again. */
  readonly #heard = new Set<ChangedArea>();
  /** Read again and not yet announced. */
  readonly #untold = new Set<ChangedArea>();
  #isReading = false;
  #isStopped = false;
  #lastWork = -Infinity;
  #announcing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient, announce: (message: string) => void) {
    this.#client = client;
    this.#announce = announce;
    this.#stopWatching = client.getMutationCache().subscribe(({ type }) => {
      if (type === "updated") this.#lastWork = performance.now();
    });
  }

  /** Something changed, here or elsewhere. */
  hear(areas: readonly ChangedArea[]): void {
    // The status is known on this device; a base that does not answer must not hold it up.
    if (areas.includes("connection")) void this.#readAgain("connection");
    for (const area of areas) if (area !== "connection") this.#heard.add(area);
    void this.#drain();
  }

  /** Changes may have been missed: everything on screen is read again. */
  catchUp(): void {
    for (const area of ALL_AREAS) if (area !== "connection") this.#heard.add(area);
    this.#lastWork = performance.now();
    void this.#drain();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopWatching();
    clearTimeout(this.#announcing);
  }

  /**
   * One reading at a time: reading anew for each change of a burst would cancel the one before, and none would
   * ever arrive. What is heard during one goes into the next.
   */
  async #drain(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    await pause(BURST_MS);
    while (this.#heard.size > 0 && !this.#isStopped) {
      const areas = [...this.#heard];
      this.#heard.clear();
      this.#noteForAnnouncement(areas);
      await this.#readAgain(...areas);
    }
    this.#isReading = false;
  }

  async #readAgain(...areas: ChangedArea[]): Promise<void> {
    const prefixes = new Set(areas.flatMap((area) => shownIn[area]));
    await Promise.all([...prefixes].map((queryKey) => this.#client.invalidateQueries({ queryKey })));
  }

  #noteForAnnouncement(areas: readonly ChangedArea[]): void {
    const isEcho = this.#client.isMutating() > 0 || performance.now() - this.#lastWork < ECHO_MS;
    if (isEcho) return;
    for (const area of areas) if (this.#isShown(area)) this.#untold.add(area);
    if (this.#untold.size > 0 && this.#announcing === undefined) this.#tell();
  }

  /** Says at once what is untold; what comes during the pause after it is said together at its end. */
  #tell(): void {
    this.#announce(changeWords([...this.#untold]));
    this.#untold.clear();
    this.#announcing = setTimeout(() => {
      this.#announcing = undefined;
      if (this.#untold.size > 0) this.#tell();
    }, ANNOUNCE_PAUSE_MS);
  }

  #isShown(area: ChangedArea): boolean {
    const [own] = shownIn[area];
    return (
      own !== undefined && this.#client.getQueryCache().findAll({ queryKey: own, type: "active" }).length > 0
    );
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
