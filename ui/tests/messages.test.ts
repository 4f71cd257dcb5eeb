// The message files: complete in both languages, well-formed, and set in French typography.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { englishTypography, frenchTypography, mapTexts } from "../scripts/typography.js";
import settings from "../project.inlang/settings.json";

type Messages = Record<string, unknown>;

const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Messages;
const files = readdirSync("messages/fr");

/** All texts of a message, one per plural form. */
function texts(message: unknown): string[] {
  const found: string[] = [];
  mapTexts(message, (text: string) => {
    found.push(text);
    return text;
  });
  return found;
}

function placeholders(message: unknown): string[] {
  const names = texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  return [...new Set(names)].map(String).sort();
}

test("both languages have the same files, and the build reads all of them", () => {
  expect(readdirSync("messages/en")).toEqual(files);
  const patterns = settings["plugin.inlang.messageFormat"].pathPattern;
  expect(patterns.map((pattern) => pattern.split("/").at(-1)).sort()).toEqual([...files].sort());
});

describe.each(files)("%s", (file) => {
  const french = read(`messages/fr/${file}`);
  const english = read(`messages/en/${file}`);

  test("has the same keys in French and English", () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort());
  });

  test("has the same placeholders in French and English", () => {
    for (const key of Object.keys(french)) {
      expect([key, placeholders(english[key])]).toEqual([key, placeholders(french[key])]);
    }
  });

  test("has no empty text", () => {
    for (const [key, message] of [...Object.entries(french), ...Object.entries(english)]) {
      expect([key, texts(message).every((text) => text.trim() !== "")]).toEqual([key, true]);
    }
  });

  test("has keys that start with the name of the file", () => {
    const prefix = `${file.replace(".json", "")}_`;
    expect(Object.keys(french).filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  test("is set in the typography of its language (npm run messages does it)", () => {
    for (const [key, message] of Object.entries(french)) {
      expect([key, mapTexts(message, frenchTypography)]).toEqual([key, message]);
    }
    for (const [key, message] of Object.entries(english)) {
      expect([key, mapTexts(message, englishTypography)]).toEqual([key, message]);
    }
  });
});
