// The colours offered for practitioners: told apart from each other, and visible as a thin edge in both themes.
import { contrast } from "$lib/contrast";
import { m } from "$lib/i18n";

export interface PaletteColor {
  color: string;
  name: () => string;
}

export const palette: readonly PaletteColor[] = [
  { color: "#0d8a7e", name: m.admin_color_teal },
  { color: "#0a87b0", name: m.admin_color_cyan },
  { color: "#3576f0", name: m.admin_color_blue },
  { color: "#8250f0", name: m.admin_color_violet },
  { color: "#c23fd6", name: m.admin_color_fuchsia },
  { color: "#e0407b", name: m.admin_color_pink },
  { color: "#dc2f2f", name: m.admin_color_red },
  { color: "#d9670a", name: m.admin_color_orange },
  { color: "#a5673f", name: m.admin_color_brown },
  { color: "#9a7b00", name: m.admin_color_ochre },
  { color: "#3f8f1a", name: m.admin_color_green },
  { color: "#6b7b8e", name: m.admin_color_slate },
];

/** What an edge stands on: the surface of the light and of the dark theme. */
export const GROUNDS = ["#ffffff", "#161c1c"] as const;
/** WCAG's contrast for graphics that carry a meaning. */
export const VISIBLE = 3;

/** The first colour that nobody has yet; all taken, the first. */
export function nextColor(taken: readonly string[]): string {
  const free = palette.find(({ color }) => !taken.includes(color)) ?? palette[0];
  return free?.color ?? "";
}

export function isHex(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text.trim());
}

/** A colour of which an edge would be hard to see in one of the themes. */
export function isFaint(color: string): boolean {
  return isHex(color) && GROUNDS.some((ground) => contrast(color.trim(), ground) < VISIBLE);
}
