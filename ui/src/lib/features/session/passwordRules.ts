// A mirror of the rules for a new password (crates/domain/src/password.rs), to tick them while typing.
// Only hints: the use case decides.

/** Enough for any kind of characters. */
const LONG = 12;
/** Enough with three kinds of characters. */
const SHORT = 8;
const MAX = 200;

const KINDS = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{N}/u, /[^\p{Alphabetic}\p{N}]/u];

function kinds(password: string): number {
  return KINDS.filter((kind) => kind.test(password)).length;
}

export interface PasswordChecks {
  /** 12 characters, or 8 of three kinds. */
  longOrVaried: boolean;
  withoutUsername: boolean;
}

export function checkPassword(password: string, username: string): PasswordChecks {
  const length = [...password].length;
  const name = username.trim().toLowerCase();
  return {
    longOrVaried: length <= MAX && (length >= LONG || (length >= SHORT && kinds(password) >= 3)),
    withoutUsername: password !== "" && (name === "" || !password.toLowerCase().includes(name)),
  };
}

export type Strength = "weak" | "fair" | "good" | "strong";

/** How many characters of each kind a guesser would have to try. */
const POOLS = [26, 26, 10, 33];
/** From how many bits a password is called so; the rules themselves stand for about 50. */
const GOOD_BITS = 65;
const STRONG_BITS = 85;

/** A rough measure in words: length times variety, where repeated and counted-up characters add nothing. */
export function passwordStrength(password: string, username: string): Strength {
  const checks = checkPassword(password, username);
  if (!checks.longOrVaried || !checks.withoutUsername) return "weak";
  const pool = KINDS.reduce((sum, kind, index) => sum + (kind.test(password) ? (POOLS[index] ?? 0) : 0), 0);
  const bits = unforeseen(password) * Math.log2(pool);
  if (bits >= STRONG_BITS) return "strong";
  return bits >= GOOD_BITS ? "good" : "fair";
}

/** Characters that are neither the one before nor its neighbour: "aaaa" and "1234" count once. */
function unforeseen(password: string): number {
  const codes = Array.from(password, (character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length;
}
