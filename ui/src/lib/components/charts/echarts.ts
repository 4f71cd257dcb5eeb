// The parts of ECharts that the charts use, and nothing else of it: one import away from every screen without charts.
import { BarChart, HeatmapChart, type BarSeriesOption, type HeatmapSeriesOption } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
  type AriaComponentOption,
  type GridComponentOption,
  type LegendComponentOption,
  type TitleComponentOption,
  type TooltipComponentOption,
  type VisualMapComponentOption,
} from "echarts/components";
import { init, use, type ComposeOption, type EChartsType } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  SVGRenderer,
  TitleComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
]);

export type ChartOption = ComposeOption<
  | AriaComponentOption
  | BarSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LegendComponentOption
  | TitleComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;
export type RunningChart = EChartsType;

interface Size {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** A chart on screen: drawn as SVG, which stays sharp on paper. */
export function startChart(element: HTMLElement, size: Size): RunningChart {
  return init(element, null, { renderer: "svg", ...size });
}

/** The chart as markup, without a browser: for tests. */
export function chartMarkup(option: ChartOption, size: Size): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption({ ...option, animation: false });
  const markup = chart.renderToSVGString();
  chart.dispose();
  return markup;
}

/** Image dots for each CSS pixel, so that a picture stays sharp in a document. */
const IMAGE_DENSITY = 2;

/** The chart as PNG on white, in base64. */
export function chartPng(option: ChartOption, size: Size): string {
  const chart = init(document.createElement("div"), null, { renderer: "canvas", ...size });
  chart.setOption({ ...option, animation: false });
  const url = chart.getDataURL({ type: "png", pixelRatio: IMAGE_DENSITY, backgroundColor: "#ffffff" });
  chart.dispose();
  return url.slice(url.indexOf(",") + 1);
}
