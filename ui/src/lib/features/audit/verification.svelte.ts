// A verification of the log under way: how far it is, how long it still takes, and what it found.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type AuditReportView } from "$lib/api/bindings";
import { toAppError, unwrap, type AppError } from "$lib/api/call";
import { onLongTaskProgress } from "$lib/api/events";
import { runMutation } from "$lib/api/queryClient";
import { auditMutations } from "./queries";

/** Before this much time has passed, how long it still takes would be a guess, in milliseconds. */
const GUESS_AFTER_MS = 1_000;

export class Verification {
  running = $state(false);
  stopping = $state(false);
  /** Entries read. */
  done = $state(0);
  /** None while unknown. */
  total = $state<number | null>(null);
  /** None while it would be a guess. */
  remainingSeconds = $state<number | null>(null);
  report = $state.raw<AuditReportView | null>(null);
  failure = $state.raw<AppError | null>(null);
  readonly #client: QueryClient;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.done = 0;
    this.total = this.remainingSeconds = this.report = this.failure = null;
    const begun = performance.now();
    const stopListening = onLongTaskProgress(({ task, done, total }) => {
      if (task !== "auditVerify") return;
      this.done = done;
      this.total = total;
      this.remainingSeconds = remainingSeconds(performance.now() - begun, done, total);
    });
    try {
      this.report = await runMutation(this.#client, auditMutations.verify(this.#client), undefined);
    } catch (failure) {
      this.failure = toAppError(failure);
    } finally {
      stopListening();
      this.running = this.stopping = false;
    }
  }

  /** The report then says how far it came. */
  async stop(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    try {
      await unwrap(commands.auditVerifyStop());
    } catch (failure) {
      this.stopping = false;
      this.failure = toAppError(failure);
    }
  }
}

/** What the rest takes at the speed so far, in whole seconds; `null` while that would be a guess. */
export function remainingSeconds(elapsedMs: number, done: number, total: number | null): number | null {
  if (total === null || done <= 0 || elapsedMs < GUESS_AFTER_MS) return null;
  return Math.ceil((elapsedMs * Math.max(total - done, 0)) / done / 1000);
}
