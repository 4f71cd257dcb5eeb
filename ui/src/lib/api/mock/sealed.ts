// Mock: what the keys of whoever looks leave readable; some texts were damaged outside the program.
import type { KeyKind, Role, SecretState } from "../bindings";
import { keysOf } from "./grants";
import { situation } from "./support";

/** A text as its reader gets it. */
export interface ReadText {
  text: string | null;
  state: SecretState;
}

const ROLES: readonly Role[] = ["reception", "doctor", "manager"];

function hasKey(kind: KeyKind): boolean {
  return keysOf(ROLES.find((role) => role === situation("as")) ?? "administrator")[kind];
}

/** `stored` tells a damaged text from a sound one. */
export function read(kind: KeyKind, text: string | null, stored: SecretState): ReadText {
  if (!hasKey(kind) && (text || stored === "damaged")) return { text: null, state: "withheld" };
  return stored === "damaged" ? { text: null, state: "damaged" } : { text, state: "open" };
}

/** What stays stored of a text that its form did not show (`typed` is `null`), or that cannot be read. */
export function written(kind: KeyKind, typed: string | null, before: ReadText): ReadText {
  if (typed === null) return before;
  const { state } = read(kind, before.text, before.state);
  return state === "open" ? { text: typed, state: "open" } : before;
}
