// Tablets are told from computers, also those that say they are one.
import { expect, test } from "vitest";
import { isHandheld } from "./device";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";

test.each([
  ["an Android tablet", "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36", 10, true],
  ["an iPad", MAC, 5, true],
  ["an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", 5, true],
  ["a Mac", MAC, 0, false],
  ["a Linux desk with a touch screen", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15", 10, false],
  ["a Windows laptop with a touch screen", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", 10, false],
])("%s", (_, userAgent, maxTouchPoints, expected) => {
  expect(isHandheld({ userAgent, maxTouchPoints })).toBe(expected);
});
