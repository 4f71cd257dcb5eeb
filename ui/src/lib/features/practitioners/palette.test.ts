// The offered colours are visible in both themes and told apart.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast } from "$lib/contrast";
import { GROUNDS, isFaint, nextColor, palette, VISIBLE } from "./palette";

/** OKLab, where distances follow the eye. */
function okLab(hex: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const long = Math.cbrt(0.4122 * r + 0.5363 * g + 0.0514 * b);
  const medium = Math.cbrt(0.2119 * r + 0.6807 * g + 0.1074 * b);
  const short = Math.cbrt(0.0883 * r + 0.2817 * g + 0.63 * b);
  return [
    0.2105 * long + 0.7936 * medium - 0.0041 * short,
    1.978 * long - 2.4286 * medium + 0.4506 * short,
    0.0259 * long + 0.7828 * medium - 0.8087 * short,
  ];
}

const distance = (a: string, b: string) => {
  const [one, other] = [okLab(a), okLab(b)];
  return Math.hypot(...one.map((value, index) => value - (other[index] ?? 0)));
};

test.each(palette.map(({ color }) => color))("%s is visible on every ground of both themes", (color) => {
  expect(GROUNDS.every((ground) => contrast(color, ground) >= VISIBLE)).toBe(true);
  expect(isFaint(color)).toBe(false);
});

test("no two colours are close", () => {
  const colors = palette.map(({ color }) => color);
  const close = colors.flatMap((a, index) =>
    colors.slice(index + 1).flatMap((b) => (distance(a, b) < 0.07 ? [`${a} ${b}`] : [])),
  );
  expect(close).toEqual([]);
});

test("the grounds are the surfaces of the tokens", () => {
  const surfaces = [...readFileSync("src/styles/tokens.css", "utf8").matchAll(/--surface: (#\w+);/g)];
  expect(surfaces.map((match) => match[1])).toEqual([...GROUNDS]);
});

test("a pale and a dark colour are pointed out, an unfinished code is not", () => {
  expect(["#ffff00", "#000033", "#12", "teal"].map(isFaint)).toEqual([true, true, false, false]);
});

test("a new practitioner gets a colour nobody has", () => {
  const [first, second] = palette.map(({ color }) => color);
  expect(nextColor([])).toBe(first);
  expect(nextColor([first ?? ""])).toBe(second);
  expect(nextColor(palette.map(({ color }) => color))).toBe(first);
});
