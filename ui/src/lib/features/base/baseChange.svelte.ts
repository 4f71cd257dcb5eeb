// A task that puts another base, or other accounts, in the place of what was open: what came of it stands before every
// other screen until it was read, as the screen it was started from may be gone, and its session with it.
import type { AdoptionOutcome, SessionView, TransferView } from "$lib/api/bindings";
import type { LongWork } from "$lib/longWork.svelte";

export type BaseOutcome =
  | { task: "adoption" | "import"; brought: AdoptionOutcome }
  | { task: "restore" | "move"; copied: TransferView };

/** One that ends the session of who started it, maybe before it is done itself. */
export interface EndingTask {
  task: "restore" | "move";
  work: Pick<LongWork<never, unknown>, "done" | "total" | "remainingSeconds" | "stopping" | "stop">;
}

class BaseChange {
  #running = $state.raw<EndingTask | null>(null);
  #outcome = $state.raw<BaseOutcome | null>(null);

  /** Under way, for who is signed out by it to see how far it is. */
  get running(): EndingTask | null {
    return this.#running;
  }

  /** Not read yet. */
  get outcome(): BaseOutcome | null {
    return this.#outcome;
  }

  async during<Outcome>(running: EndingTask, work: Promise<Outcome>): Promise<Outcome> {
    this.#running = running;
    try {
      return await work;
    } finally {
      this.#running = null;
    }
  }

  tell(outcome: BaseOutcome): void {
    this.#outcome = outcome;
  }

  /** Patients' names are not for the next one; how much was copied is, as that very copying signed everybody out. */
  keepFrom(session: SessionView | null): void {
    if (session === null && this.#outcome && "brought" in this.#outcome) this.putAway();
  }

  putAway(): void {
    this.#outcome = null;
  }
}

export const baseChange = new BaseChange();
