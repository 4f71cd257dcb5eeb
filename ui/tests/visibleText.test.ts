// No text for people stands in a component: all of it is in messages/, in both languages.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { literalTexts } from "./visibleText";

const components = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".svelte"),
);

test.each(components)("%s shows messages only", (path) => {
  expect(literalTexts(readFileSync(`src/${path}`, "utf8"))).toEqual([]);
});

test("text nodes, read-aloud attributes and literals in expressions are all found", () => {
  const source = `<p title="Une">deux {"trois"} {yes ? "quatre" : x}</p><Field label={\`cinq \${n}\`} class="six" />{#if a}<b>sept</b>{/if}`;
  expect(literalTexts(source)).toEqual(["Une", "deux", "trois", "quatre", "cinq ", "sept"]);
});

test("punctuation, classes, ids and messages are not text", () => {
  expect(literalTexts(`<p class="muted" data-testid="x">· {m.common_save()} 12</p>`)).toEqual([]);
});
