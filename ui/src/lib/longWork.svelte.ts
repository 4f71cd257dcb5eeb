// A long task under way: how far it is, how long it still takes, and what came of it.
import { commands, type LongTask } from "$lib/api/bindings";
import { toAppError, unwrap, type AppError } from "$lib/api/call";
import { onLongTaskProgress } from "$lib/api/events";

/** Before this much time has passed, how long it still takes would be a guess, in milliseconds. */
const GUESS_AFTER_MS = 1_000;

export class LongWork<Input, Result> {
  running = $state(false);
  /** Asked to stop, and not there yet. */
  stopping = $state(false);
  /** Documents, entries: what the task counts. */
  done = $state(0);
  /** None while unknown. */
  total = $state<number | null>(null);
  /** None while it would be a guess. */
  remainingSeconds = $state<number | null>(null);
  result = $state.raw<Result | null>(null);
  failure = $state.raw<AppError | null>(null);
  readonly #task: LongTask;
  readonly #work: (input: Input) => Promise<Result>;

  constructor(task: LongTask, work: (input: Input) => Promise<Result>) {
    this.#task = task;
    this.#work = work;
  }

  /** Once at a time; the result, or `null` when it failed (`failure` says why) or is already under way. */
  async start(input: Input): Promise<Result | null> {
    if (this.running) return null;
    this.forget();
    this.running = true;
    const begun = performance.now();
    const stopListening = onLongTaskProgress(({ task, done, total }) => {
      if (task !== this.#task) return;
      this.done = done;
      this.total = total;
      this.remainingSeconds = remainingSeconds(performance.now() - begun, done, total);
    });
    try {
      return (this.result = await this.#work(input));
    } catch (failure) {
      this.failure = toAppError(failure);
      return null;
    } finally {
      stopListening();
      this.running = this.stopping = false;
    }
  }

  /** Ends it on the way, as far as the task may be; `failure` then says so, or the result how far it came. */
  async stop(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    try {
      await unwrap(commands.longTaskStop(this.#task));
    } catch (failure) {
      this.stopping = false;
      this.failure = toAppError(failure);
    }
  }

  /** As before the first start; what is under way goes on. */
  forget(): void {
    if (this.running) return;
    this.done = 0;
    this.total = this.remainingSeconds = this.result = this.failure = null;
  }
}

/** What the rest takes at the speed so far, in whole seconds; `null` while that would be a guess. */
export function remainingSeconds(elapsedMs: number, done: number, total: number | null): number | null {
  if (total === null || done <= 0 || elapsedMs < GUESS_AFTER_MS) return null;
  return Math.ceil((elapsedMs * Math.max(total - done, 0)) / done / 1000);
}
