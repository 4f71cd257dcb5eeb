// How many appointments begin in each hour of the week, as a heat map.
import type { BusyCell } from "$lib/api/bindings";
import { categoryAxis, frameOf, tooltipNode, tooltipOf } from "$lib/components/charts/look";
import { formatNumber, formatWeekday } from "$lib/format";
import { m } from "$lib/i18n";
import type { ChartSpec } from "./chartSpec";
import { listingOfKept, type Scope } from "./listing";
import { hourName } from "./words";

const ROW_HEIGHT = 36;
const AXIS_HEIGHT = 40;
/** From this part of the greatest count on, the ground is dark enough for the light ink. */
const STRONG = 0.55;

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
        inRange: { color: [look.colors.sunken, look.colors.accent] },
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
          label: { show: true },
          itemStyle: { borderColor: look.colors.surface, borderWidth: 2, borderRadius: 4 },
          emphasis: { itemStyle: { borderColor: look.colors.ink, borderWidth: 2 } },
          data: rows.map(({ weekday, hour, count }) => ({
            value: [hours.indexOf(hour), weekdays.indexOf(weekday), count],
            label: {
              color: count / most >= STRONG ? look.colors["on-accent"] : look.colors.ink,
              formatter: formatNumber(count),
            },
          })),
        },
      ],
    }),
  };
}

/** Every whole number from the least to the greatest. */
function span(numbers: readonly number[]): number[] {
  if (numbers.length === 0) return [];
  const least = Math.min(...numbers);
  return Array.from({ length: Math.max(...numbers) - least + 1 }, (_, step) => least + step);
}
