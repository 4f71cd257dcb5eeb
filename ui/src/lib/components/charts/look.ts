// How every chart looks: the design tokens of the theme on screen, light on white as a picture, black on white on paper.
import tokens from "../../../styles/tokens.css?raw";
import type { ChartOption } from "./echarts";

export type ChartPurpose = "screen" | "image" | "paper";

/** The design tokens that charts use. */
const COLORS = [
  "surface",
  "sunken",
  "line",
  "line-strong",
  "ink",
  "ink-muted",
  "accent",
  "accent-soft",
  "absent-ink",
  "danger-ink",
  "danger-soft",
] as const;
export type ChartColor = (typeof COLORS)[number];

export interface ChartLook {
  purpose: ChartPurpose;
  colors: Record<ChartColor, string>;
  /** Off when the system asks for less motion. */
  isAnimated: boolean;
  /** Names of the series that the legend has switched off. */
  hidden: readonly string[];
  /** Above the chart; of a picture, which stands without its surroundings. */
  heading?: { title: string; subtitle: string };
}

const FONT = '"Inter Variable", "Inter", system-ui, sans-serif';
const SMALL = 12;
/** Motion only shows where a thing went. */
const MOTION_MS = 120;

const SELECTORS = { light: ":root", dark: ':root[data-theme="dark"]' } as const;

/** The tokens of a theme, also of the one that is not on screen. */
function tokensOf(theme: "light" | "dark"): Record<ChartColor, string> {
  const block = tokens.slice(tokens.indexOf(`${SELECTORS[theme]} {`)).split("}")[0] ?? "";
  const valueOf = (name: string) => new RegExp(`--${name}:\\s*(#[0-9a-f]{6});`).exec(block)?.[1] ?? "";
  return Object.fromEntries(COLORS.map((name) => [name, valueOf(name)])) as Record<ChartColor, string>;
}

export function screenLook(
  theme: "light" | "dark",
  options: { isAnimated: boolean; hidden: readonly string[] },
): ChartLook {
  return { purpose: "screen", colors: tokensOf(theme), ...options };
}

export function imageLook(
  heading: { title: string; subtitle: string },
  hidden: readonly string[] = [],
): ChartLook {
  return { purpose: "image", colors: tokensOf("light"), isAnimated: false, hidden, heading };
}

/** Text and edges black, areas grey and told apart by their pattern. */
const PAPER: Record<ChartColor, string> = {
  surface: "#ffffff",
  sunken: "#ffffff",
  line: "#bbbbbb",
  "line-strong": "#9a9a9a",
  ink: "#000000",
  "ink-muted": "#000000",
  accent: "#c8c8c8",
  "accent-soft": "#ffffff",
  "absent-ink": "#3d3d3d",
  "danger-ink": "#000000",
  "danger-soft": "#ffffff",
};

export function paperLook(hidden: readonly string[] = []): ChartLook {
  const colors = PAPER;
  return { purpose: "paper", colors, isAnimated: false, hidden };
}

/** What all charts have in common. On screen the legend is one of buttons beside the chart. */
export function frameOf(look: ChartLook, options: { hasLegend: boolean }): ChartOption {
  const { colors, heading, purpose } = look;
  const hasLegend = options.hasLegend && purpose !== "screen";
  const top = 8 + (heading ? 52 : 0) + (hasLegend ? 28 : 0);
  const side = purpose === "image" ? 16 : 2;
  return {
    animation: look.isAnimated,
    animationDuration: MOTION_MS,
    animationDurationUpdate: MOTION_MS,
    textStyle: { fontFamily: FONT, fontSize: SMALL, color: colors.ink },
    title: heading && {
      text: heading.title,
      subtext: heading.subtitle,
      left: side,
      top: 8,
      itemGap: 4,
      textStyle: { fontSize: 16, lineHeight: 22, fontWeight: 600, color: colors.ink },
      subtextStyle: { fontSize: SMALL, lineHeight: 16, color: colors["ink-muted"] },
    },
    legend: {
      show: hasLegend,
      selected: Object.fromEntries(look.hidden.map((name) => [name, false])),
      left: side,
      top: heading ? 58 : 4,
      icon: "rect",
      itemWidth: 12,
      itemHeight: 12,
      textStyle: { fontSize: SMALL, color: colors.ink },
    },
    grid: {
      left: side,
      right: side,
      top,
      bottom: purpose === "image" ? 16 : 2,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    aria: { enabled: true, label: { enabled: false }, decal: { show: purpose === "paper" } },
  };
}

/** A line of categories: dates, names, hours. */
export function categoryAxis(look: ChartLook, names: readonly string[]) {
  return {
    type: "category" as const,
    data: [...names],
    axisLine: { lineStyle: { color: look.colors["line-strong"] } },
    axisTick: { show: false },
    axisLabel: { color: look.colors["ink-muted"], fontSize: SMALL, hideOverlap: true },
  };
}

export function valueAxis(look: ChartLook, format: (value: number) => string) {
  return {
    type: "value" as const,
    minInterval: 1,
    axisLabel: { color: look.colors["ink-muted"], fontSize: SMALL, hideOverlap: true, formatter: format },
    splitLine: { lineStyle: { color: look.colors.line } },
  };
}

export interface TooltipLine {
  label: string;
  value: string;
  /** A swatch before the label. */
  color?: string;
}

/** The text beside the pointer; built from nodes, because names are not markup. */
export function tooltipNode(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const root = document.createElement("div");
  const heading = document.createElement("p");
  heading.textContent = title;
  heading.className = "font-medium";
  root.append(heading);
  for (const { label, value, color } of lines) {
    const row = document.createElement("p");
    row.className = "flex items-center gap-2";
    const swatch = document.createElement("span");
    swatch.className = "size-2.5 shrink-0 rounded-sm";
    if (color) swatch.style.background = color;
    const [name, amount] = [document.createElement("span"), document.createElement("span")];
    name.textContent = label;
    amount.textContent = value;
    amount.className = "ml-auto pl-4 font-medium tabular-nums";
    row.append(...(color ? [swatch] : []), name, amount);
    root.append(row);
  }
  return root;
}

/** The column the pointer is in, behind its bars. */
export function columnPointer(look: ChartLook) {
  return { type: "shadow" as const, z: -1, shadowStyle: { color: look.colors.line, opacity: 0.5 } };
}

export function tooltipOf(look: ChartLook) {
  return {
    show: look.purpose === "screen",
    confine: true,
    transitionDuration: 0,
    backgroundColor: look.colors.surface,
    borderColor: look.colors.line,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { fontFamily: FONT, fontSize: SMALL, color: look.colors.ink },
  };
}
