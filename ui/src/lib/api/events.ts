// What Rust tells the window unasked. Events are hints: whoever hears one reads again.
import { events, type ChangedArea } from "./bindings";

/** Hears of every change to the practice, made here or elsewhere, until the answered function is called. */
export function onPracticeChanged(hear: (areas: readonly ChangedArea[]) => void): () => void {
  let isListening = true;
  const registered = events.practiceChanged.listen(({ payload }) => {
    if (isListening) hear(payload.areas);
  });
  // Nothing to do about a refusal: without events every open screen still reads again every few seconds, and a
  // window that closes takes its listeners along.
  registered.catch(() => undefined);
  return () => {
    isListening = false;
    registered.then((unlisten) => unlisten()).catch(() => undefined);
  };
}
