// The hints beside a new password agree with the rules that decide (crates/domain/src/password.rs).
import { expect, test } from "vitest";
import { checkPassword, passwordStrength } from "./passwordRules";

/** The cases of the domain's own test. */
test.each([
  ["", false],
  ["Ab1!", false],
  ["abcdefgh", false],
  ["Abcdefg1", true],
  ["douze lettres", true],
])("%j is long or varied: %s", (password, expected) => {
  expect(checkPassword(password, "claire").longOrVaried).toBe(expected);
});

test("the user name is found whatever its case", () => {
  expect(checkPassword("Claire2026!", "claire").withoutUsername).toBe(false);
  expect(checkPassword("Abcdefg1", "CLAIRE").withoutUsername).toBe(true);
});

test("an account that has no name yet forbids nothing, and nothing typed ticks nothing", () => {
  expect(checkPassword("Abcdefg1", " ").withoutUsername).toBe(true);
  expect(checkPassword("", "claire").withoutUsername).toBe(false);
});

test("characters count once whatever their bytes, and 200 are enough", () => {
  expect(checkPassword("éàùçôîêëïüœæ", "x").longOrVaried).toBe(true);
  expect(checkPassword("🔑".repeat(11), "x").longOrVaried).toBe(false);
  expect(checkPassword("a".repeat(201), "x").longOrVaried).toBe(false);
});

test.each([
  ["court", "weak"],
  ["claire et les tulipes", "weak"],
  ["aaaaaaaaaaaaaaaa", "fair"],
  ["Abcdefg1", "fair"],
  ["douze lettres", "good"],
  ["Tulipe en mai 47", "strong"],
])("%j is %s", (password, expected) => {
  expect(passwordStrength(password, "claire")).toBe(expected);
});
