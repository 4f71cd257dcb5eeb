// Sealed texts in words: what stands in the place of one that cannot be read, and why; and what the keys open.
import type { KeyKind, SecretState } from "$lib/api/bindings";
import { m } from "$lib/i18n";

/** Why a sealed text cannot be read. */
export type Unreadable = Exclude<SecretState, "open">;

/** Why a sealed field cannot be edited; `blank`: nothing is stored, and the key to write it is missing. */
export type FieldSeal = Unreadable | "blank";

/** What keeps somebody from editing a field, given whether they have its key. */
export function sealOf(state: SecretState, hasKey: boolean): FieldSeal | null {
  if (state !== "open") return state;
  return hasKey ? null : "blank";
}

const short: Record<Unreadable, () => string> = { withheld: m.keys_withheld, damaged: m.keys_damaged };
const reasons: Record<Unreadable, () => string> = {
  withheld: m.keys_withheld_why,
  damaged: m.keys_damaged_why,
};

/** "Protégé": the word in the place of the text. */
export function unreadableWord(state: Unreadable): string {
  return short[state]();
}

/** Why, and who can help. */
export function unreadableWhy(state: Unreadable): string {
  return reasons[state]();
}

/** A sealed text for a line of words; empty when there is none. */
export function sealedWords(text: string | null, state: SecretState): string {
  return state === "open" ? (text ?? "") : unreadableWord(state);
}

interface KindWords {
  /** "Assurance et motifs" */
  title: () => string;
  /** "l'assurance et les motifs", within a sentence. */
  texts: () => string;
  /** "Clé administrative" */
  key: () => string;
  /** "la clé administrative", within a sentence. */
  theKey: () => string;
}

export const kindWords: Record<KeyKind, KindWords> = {
  administrative: {
    title: m.keys_administrative,
    texts: m.keys_administrative_texts,
    key: m.keys_administrative_key,
    theKey: m.keys_administrative_theKey,
  },
  medical: {
    title: m.keys_medical,
    texts: m.keys_medical_texts,
    key: m.keys_medical_key,
    theKey: m.keys_medical_theKey,
  },
};

export const KEY_KINDS = ["administrative", "medical"] as const satisfies readonly KeyKind[];
