// Before every test file: the language the tests read.
import { beforeEach } from "vitest";
import { locale } from "$lib/i18n";

beforeEach(() => {
  locale.set("fr");
});
