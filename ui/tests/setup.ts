// Before every test file: the language the tests read, and what the test browser lacks.
import { configure } from "@testing-library/svelte";
import { beforeEach } from "vitest";
import { locale } from "$lib/i18n";

// How long a condition is waited for, in milliseconds: a machine that does other work must not fail a test.
configure({ asyncUtilTimeout: 15_000 });

beforeEach(() => {
  locale.set("fr");
});

// happy-dom does not know that a chosen option is ":checked", which is how Svelte reads a select.
const { querySelector } = HTMLSelectElement.prototype;
HTMLSelectElement.prototype.querySelector = function (this: HTMLSelectElement, selectors: string) {
  if (selectors === ":checked") return this.selectedOptions[0] ?? null;
  return querySelector.call(this, selectors);
};
