// The tablet is dark at night when the choice is left to the system.
import { afterEach, expect, test } from "vitest";
import { theme } from "$lib/theme.svelte";
import { isNight } from "./layout.svelte";

afterEach(() => {
  theme.dim(false);
  theme.set("system");
});

test.each([
  ["06:59", true],
  ["07:00", false],
  ["12:30", false],
  ["19:59", false],
  ["20:00", true],
  ["00:05", true],
])("at %s it is night: %s", (time, expected) => {
  expect(isNight(time)).toBe(expected);
});

test("a dimmed window is dark, unless somebody chose the light theme", () => {
  theme.start();
  expect(theme.resolved).toBe("light");
  theme.dim(true);
  expect(document.documentElement.dataset.theme).toBe("dark");
  theme.set("light");
  expect(document.documentElement.dataset.theme).toBe("light");
});
