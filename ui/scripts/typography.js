// Sets French typography in messages/: narrow no-break spaces before : ; ? ! and inside « », curly apostrophes.
// Writers type plain spaces and run `npm run messages`; a test refuses what this script would change.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NARROW_NBSP = "\u202f";

/** @param {string} text a French message */
export function frenchTypography(text) {
  return text
    .replace(/[ \u00a0\u202f]+([;:?!»])/g, `${NARROW_NBSP}$1`)
    .replace(/«[ \u00a0\u202f]*/g, `«${NARROW_NBSP}`)
    .replaceAll("'", "’")
    .replaceAll("...", "…");
}

/** @param {string} text an English message */
export function englishTypography(text) {
  return text.replaceAll("'", "’").replaceAll("...", "…");
}

/**
 * Applies `change` to every text of a message, also inside plural variants.
 * @param {unknown} message @param {(text: string) => string} change
 * @returns {unknown}
 */
export function mapTexts(message, change) {
  if (typeof message === "string") return change(message);
  if (!Array.isArray(message)) return message;
  return message.map((variant) => ({
    ...variant,
    match: Object.fromEntries(Object.entries(variant.match).map(([when, text]) => [when, change(text)])),
  }));
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url);
if (isMain) {
  for (const [language, change] of [
    ["fr", frenchTypography],
    ["en", englishTypography],
  ]) {
    const folder = fileURLToPath(new URL(`../messages/${language}/`, import.meta.url));
    for (const file of readdirSync(folder)) {
      const messages = JSON.parse(readFileSync(folder + file, "utf8"));
      const set = Object.entries(messages).map(([key, message]) => [key, mapTexts(message, change)]);
      writeFileSync(folder + file, `${JSON.stringify(Object.fromEntries(set), null, 2)}\n`);
    }
  }
}
