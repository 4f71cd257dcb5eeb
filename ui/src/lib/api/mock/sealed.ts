// Mock: what the keys of whoever looks leave readable. `?notes=withheld` takes the medical key away,
// `?reasons=withheld` the administrative one; some texts were damaged outside the program.
import type { KeyAccess, SecretState } from "../bindings";
import { situation } from "./support";

/** A text as its reader gets it. */
export interface ReadText {
  text: string | null;
  state: SecretState;
}

/** The keys of whoever looks; a manager has none. */
export function keysOf(role = situation("as")): KeyAccess {
  return {
    administrative: role !== "manager" && situation("reasons") !== "withheld",
    medical: role !== "manager" && situation("notes") !== "withheld",
  };
}

/** `stored` tells a damaged text from a sound one. */
export function read(kind: keyof KeyAccess, text: string | null, stored: SecretState): ReadText {
  if (!keysOf()[kind] && (text || stored === "damaged")) return { text: null, state: "withheld" };
  return stored === "damaged" ? { text: null, state: "damaged" } : { text, state: "open" };
}

/** What stays stored of a text that could not be read when it was edited. */
export function written(kind: keyof KeyAccess, typed: string | null, before: ReadText): ReadText {
  const { state } = read(kind, before.text, before.state);
  return state === "open" ? { text: typed, state: "open" } : before;
}
