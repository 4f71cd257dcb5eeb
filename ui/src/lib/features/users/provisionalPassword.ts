// A password for somebody's first sign-in: strong, and easy to read out or to copy from paper.

/** No vowels, so that no word appears; no letter or digit that looks like another. */
export const ALPHABET = "bcdfghjkmnpqrstvwxz23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** "k7mp-4xwt-9hcd": 57 bits. */
export function provisionalPassword(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, randomCharacter).join(""),
  ).join("-");
}

/** Every character as likely as any other: bytes beyond the last whole multiple are drawn again. */
function randomCharacter(): string {
  const limit = 256 - (256 % ALPHABET.length);
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? 0) >= limit);
  return ALPHABET.charAt((byte[0] ?? 0) % ALPHABET.length);
}
