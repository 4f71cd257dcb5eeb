// Short messages after an action: what happened, and for ten seconds a way back.
import { toast as sonner } from "svelte-sonner";
import { errorText } from "$lib/api/errorMessages";
import { m } from "$lib/i18n";

/** How long a message stays, in milliseconds; with a way back it stays long enough to use it. */
const PLAIN_MS = 4_000;
const WITH_UNDO_MS = 10_000;

interface DoneOptions {
  /** Takes the action back; its own failure is shown as a message. */
  undo?: () => unknown;
}

function done(message: string, { undo }: DoneOptions = {}): void {
  sonner.success(message, {
    duration: undo ? WITH_UNDO_MS : PLAIN_MS,
    action: undo && { label: m.common_undo(), onClick: () => void runUndo(undo) },
  });
}

/** A failure with no better place, such as a form's, to be told. */
function failed(failure: unknown): void {
  sonner.error(errorText(failure), { duration: WITH_UNDO_MS });
}

/** A refusal already put into words. */
function problem(message: string): void {
  sonner.error(message, { duration: WITH_UNDO_MS });
}

/** Stays until the answered function takes it away. */
function standing(message: string): () => void {
  const id = sonner.info(message, { duration: Number.POSITIVE_INFINITY });
  return () => void sonner.dismiss(id);
}

/** What one person was told, and could take back, is not for the next one. */
function clear(): void {
  sonner.dismiss();
}

async function runUndo(undo: () => unknown): Promise<void> {
  try {
    await undo();
  } catch (failure) {
    failed(failure);
  }
}

export const toast = { done, failed, problem, standing, clear };
