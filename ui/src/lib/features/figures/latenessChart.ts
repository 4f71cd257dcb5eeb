// How late patients were called, by hour of the day: the median in front of the ninth decile.
import type { HourLateness } from "$lib/api/bindings";
import {
  categoryAxis,
  columnPointer,
  frameOf,
  tooltipNode,
  tooltipOf,
  valueAxis,
} from "$lib/components/charts/look";
import { formatNumber } from "$lib/format";
import { m } from "$lib/i18n";
import { measures } from "./change";
import type { ChartSpec } from "./chartSpec";
import { listingOfCalled, type Scope } from "./listing";
import { hourName } from "./words";

export function latenessChart(rows: readonly HourLateness[], scope: Scope): ChartSpec<HourLateness> {
  const minutes = (value: number) => m.figures_minutes({ minutes: formatNumber(value) });
  const [median, p90] = [m.figures_median(), m.figures_ninth()];
  return {
    id: "lateness",
    title: m.figures_latenessByHour(),
    definition: m.figures_latenessByHour_definition(),
    rows,
    rowId: ({ hour }) => String(hour),
    columns: [
      { id: "hour", header: m.figures_column_hour(), cell: ({ hour }) => hourName(hour) },
      { id: "calls", header: m.figures_column_calls(), cell: ({ count }) => count },
      { id: "median", header: m.figures_column_median(), cell: (row) => row.median },
      { id: "p90", header: m.figures_column_p90(), cell: (row) => row.p90 },
    ],
    legend: [
      { name: median, swatch: "border-accent bg-accent" },
      { name: p90, swatch: "border-accent bg-accent-soft" },
    ],
    open: ({ hour }) => listingOfCalled(scope, `${m.figures_lateness()} · ${hourName(hour)}`, { hour }),
    height: 280,
    empty: rows.length === 0 ? m.figures_none_called() : null,
    build: (look) => ({
      ...frameOf(look, { hasLegend: true }),
      xAxis: categoryAxis(
        look,
        rows.map(({ hour }) => hourName(hour)),
      ),
      yAxis: valueAxis(look, minutes),
      tooltip: {
        ...tooltipOf(look),
        trigger: "axis",
        axisPointer: columnPointer(look),
        formatter: (params) => {
          const row = rows[[params].flat()[0]?.dataIndex ?? -1];
          if (!row) return "";
          return tooltipNode(hourName(row.hour), [
            { label: median, value: measures.minutes.value(row.median), color: look.colors.accent },
            { label: p90, value: measures.minutes.value(row.p90), color: look.colors["accent-soft"] },
            { label: m.figures_column_calls(), value: formatNumber(row.count) },
          ]);
        },
      },
      series: [
        {
          type: "bar",
          id: "p90",
          name: p90,
          color: look.colors["accent-soft"],
          barMaxWidth: 32,
          itemStyle: { color: look.colors["accent-soft"], borderColor: look.colors.accent, borderWidth: 1 },
          data: rows.map((row) => row.p90),
        },
        {
          type: "bar",
          id: "median",
          name: median,
          color: look.colors.accent,
          barMaxWidth: 32,
          // In front: the median is never beyond the ninth decile.
          barGap: "-100%",
          data: rows.map((row) => row.median),
        },
      ],
    }),
  };
}
