// Search as someone types: waits a moment, asks once, and drops answers that come too late.
import { toAppError, type AppError } from "$lib/api/call";

/** Pause in typing before asking, in milliseconds. */
export const SEARCH_DELAY_MS = 80;

export class AsyncSearch<Item> {
  query = $state("");
  /** The latest answer; stays on screen while the next one is on its way. */
  items = $state.raw<readonly Item[]>([]);
  error = $state.raw<AppError | null>(null);
  /** The query that `items` answer, or `null` before the first answer. */
  answered = $state<string | null>(null);
  readonly #find: (query: string) => Promise<readonly Item[]>;
  readonly #delay: number;
  #latest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(find: (query: string) => Promise<readonly Item[]>, delay = SEARCH_DELAY_MS) {
    this.#find = find;
    this.#delay = delay;
  }

  get pending(): boolean {
    return this.answered !== this.query;
  }

  /** The text has changed: asks after the pause. */
  type(query: string): void {
    this.query = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), this.#delay);
  }

  /** Asks now. */
  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = this.query;
    const turn = ++this.#latest;
    try {
      const items = await this.#find(asked);
      if (turn !== this.#latest) return;
      this.items = items;
      this.error = null;
    } catch (failure) {
      if (turn !== this.#latest) return;
      this.items = [];
      this.error = toAppError(failure);
    }
    this.answered = asked;
  }

  /** Back to nothing typed; an answer still on its way is dropped. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
    this.query = "";
    this.items = [];
    this.error = null;
    this.answered = null;
  }
}
