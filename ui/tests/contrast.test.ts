// Text stays legible in both themes: WCAG contrast of every pair of tokens the interface uses.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast } from "$lib/contrast";

const css = readFileSync("src/styles/tokens.css", "utf8");

function tokens(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );
}

const grounds = ["bg", "surface", "sunken", "hover", "selected"];
const statuses = ["confirmed", "arrived", "consultation", "absent", "cancelled", "delay"];

/** [text, ground] */
const textPairs: [string, string][] = [
  ...["ink", "ink-muted", "accent-ink"].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...["danger-ink", "warning-ink"].flatMap((text) =>
    ["bg", "surface"].map((ground): [string, string] => [text, ground]),
  ),
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["accent-ink", "accent-soft"],
  ["danger-ink", "danger-soft"],
  ["warning-ink", "warning-soft"],
  ...statuses.map((status): [string, string] => [`${status}-ink`, `${status}-soft`]),
];

describe.each([
  ["light", ":root"],
  ["dark", ':root[data-theme="dark"]'],
])("%s theme", (_, selector) => {
  const theme = tokens(selector);
  const ratio = (a: string, b: string) => contrast(theme[a] ?? "", theme[b] ?? "");

  test.each(textPairs)("%s on %s reaches 4.5:1", (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["bg", "surface"])("the edge of a field on %s reaches 3:1", (ground) => {
    expect(ratio("line-strong", ground)).toBeGreaterThanOrEqual(3);
  });
});

test("both themes define the same tokens", () => {
  expect(Object.keys(tokens(':root[data-theme="dark"]'))).toEqual(Object.keys(tokens(":root")));
});
