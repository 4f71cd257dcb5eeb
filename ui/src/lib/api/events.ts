// What Rust tells the window unasked. Events are hints: whoever hears one reads again.
import { events, type ChangedArea, type LongTaskProgress, type SessionEndReason } from "./bindings";

/** Hears of every change to the practice, made here or elsewhere, until the answered function is called. */
export function onPracticeChanged(hear: (areas: readonly ChangedArea[]) => void): () => void {
  return listen(events.practiceChanged, ({ areas }) => hear(areas));
}

/** Hears how far long tasks of this window are, until the answered function is called. */
export function onLongTaskProgress(hear: (progress: LongTaskProgress) => void): () => void {
  return listen(events.longTaskProgress, hear);
}

/** Hears that the session ended by itself, until the answered function is called. */
export function onSessionEnded(hear: (reason: SessionEndReason) => void): () => void {
  return listen(events.sessionEnded, ({ reason }) => hear(reason));
}

interface Source<Payload> {
  listen: (hear: (event: { payload: Payload }) => void) => Promise<() => void>;
}

function listen<Payload>(source: Source<Payload>, hear: (payload: Payload) => void): () => void {
  let isListening = true;
  const registered = source.listen(({ payload }) => {
    if (isListening) hear(payload);
  });
  // Nothing to do about a refusal: without events every open screen still reads again every few seconds, a long
  // task still ends with its answer, and a window that closes takes its listeners along.
  registered.catch(() => undefined);
  return () => {
    isListening = false;
    registered.then((unlisten) => unlisten()).catch(() => undefined);
  };
}
