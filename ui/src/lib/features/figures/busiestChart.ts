// How many appointments begin in each hour of the week, as a heat map.
import type { BusyCell } from "$lib/api/bindings";
import { categoryAxis, frameOf, tooltipNode, tooltipOf, type ChartLook } from "$lib/components/charts/look";
import { contrast } from "$lib/contrast";
import { formatNumber, formatWeekday } from "$lib/format";
import { m } from "$lib/i18n";
import type { ChartSpec } from "./chartSpec";
import { listingOfKept, type Scope } from "./listing";
import { hourName } from "./words";

const ROW_HEIGHT = 36;
const AXIS_HEIGHT = 40;
/** WCAG's contrast for text. */
const LEGIBLE = 4.5;

export function busiestChart(rows: readonly BusyCell[], scope: Scope): ChartSpec<BusyCell> {
  const hours = span(rows.map(({ hour }) => hour));
  const weekdays = span(rows.map(({ weekday }) => weekday));
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const nameOf = ({ weekday, hour }: BusyCell) =>
    m.figures_atWeekHour({ weekday: formatWeekday(weekday, "long"), hour: hourName(hour) });
  return {
    id: "busiest",
    title: m.figures_busiest(),
    definition: m.figures_busiest_definition(),
    rows,
    rowId: ({ weekday, hour }) => `${weekday} ${hour}`,
    columns: [
      {
        id: "weekday",
        header: m.figures_column_weekday(),
        cell: ({ weekday }) => formatWeekday(weekday, "long"),
      },
      { id: "hour", header: m.figures_column_hour(), cell: ({ hour }) => hourName(hour) },
      { id: "count", header: m.figures_column_appointments(), cell: ({ count }) => count },
    ],
    legend: [],
    open: (row) => listingOfKept(scope, nameOf(row), { weekday: row.weekday, hour: row.hour }),
    height: weekdays.length * ROW_HEIGHT + AXIS_HEIGHT,
    empty: rows.length === 0 ? m.figures_none_given() : null,
    build: (look) => ({
      ...frameOf(look, { hasLegend: false }),
      // Patterns would hide the numbers; the numbers tell the cells apart.
      aria: { enabled: false },
      xAxis: { ...categoryAxis(look, hours.map(hourName)), axisLine: { show: false } },
      yAxis: {
        ...categoryAxis(
          look,
          weekdays.map((weekday) => formatWeekday(weekday)),
        ),
        axisLine: { show: false },
        inverse: true,
      },
      visualMap: {
        type: "continuous",
        show: false,
        min: 0,
        max: most,
        inRange: { color: [look.colors.sunken, strongest(look)] },
      },
      tooltip: {
        ...tooltipOf(look),
        formatter: (params) => {
          const row = rows[[params].flat()[0]?.dataIndex ?? -1];
          if (!row) return "";
          return tooltipNode(nameOf(row), [
            { label: m.figures_column_appointments(), value: formatNumber(row.count) },
          ]);
        },
      },
      series: [
        {
          type: "heatmap",
          id: "count",
          name: m.figures_column_appointments(),
          label: { show: true, color: look.colors.ink },
          itemStyle: { borderColor: look.colors.surface, borderWidth: 2, borderRadius: 4 },
          emphasis: { itemStyle: { borderColor: look.colors.ink, borderWidth: 2 } },
          data: rows.map(({ weekday, hour, count }) => ({
            value: [hours.indexOf(hour), weekdays.indexOf(weekday), count],
            label: { formatter: formatNumber(count) },
          })),
        },
      ],
    }),
  };
}

/** As much of the accent as the numbers in the cells can be read on. */
function strongest({ colors }: ChartLook): string {
  const shades = Array.from({ length: 20 }, (_, step) => mixed(colors.sunken, colors.accent, 1 - step / 20));
  return shades.find((shade) => contrast(shade, colors.ink) >= LEGIBLE) ?? colors.sunken;
}

/** Between two colours, from 0 (the first) to 1 (the second). */
function mixed(from: string, to: string, part: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [start, end] = [from, to].map((color) => parseInt(color.slice(at, at + 2), 16));
    return Math.round((start ?? 0) + ((end ?? 0) - (start ?? 0)) * part);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Every whole number from the least to the greatest. */
function span(numbers: readonly number[]): number[] {
  if (numbers.length === 0) return [];
  const least = Math.min(...numbers);
  return Array.from({ length: Math.max(...numbers) - least + 1 }, (_, step) => least + step);
}
