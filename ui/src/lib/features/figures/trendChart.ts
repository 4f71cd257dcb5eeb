// Appointments over time, by status: a stack for each day, for each week of long periods.
import type { AppointmentStatus, TrendPoint } from "$lib/api/bindings";
import {
  categoryAxis,
  columnPointer,
  frameOf,
  tooltipNode,
  tooltipOf,
  valueAxis,
} from "$lib/components/charts/look";
import { addDays, weekdayOf } from "$lib/dates";
import { formatDate, formatDateRange, formatNumber } from "$lib/format";
import { m } from "$lib/i18n";
import type { ChartSpec } from "./chartSpec";
import { listing, type Scope } from "./listing";
import { STATUSES, statusFill, statusName, statusSwatch } from "./statusWords";

/** More days than this are drawn by week. */
const DAYS_APART = 92;

export interface TrendRow extends Record<AppointmentStatus, number> {
  /** yyyy-mm-dd; the same for a day. */
  from: string;
  to: string;
}

/** One row for each day, or for each week from Monday, cut at the ends of the period. */
export function trendRows(points: readonly TrendPoint[]): TrendRow[] {
  if (points.length <= DAYS_APART)
    return points.map((point) => ({ ...point, from: point.date, to: point.date }));
  const weeks: TrendRow[] = [];
  for (const point of points) {
    const week = weeks.at(-1);
    if (!week || weekdayOf(point.date) === 1) {
      weeks.push({ ...point, from: point.date, to: point.date });
    } else {
      week.to = point.date;
      for (const status of STATUSES) week[status] += point[status];
    }
  }
  return weeks;
}

export function trendChart(points: readonly TrendPoint[], scope: Scope): ChartSpec<TrendRow> {
  const rows = trendRows(points);
  const isByWeek = rows.length < points.length;
  const nameOf = (row: TrendRow) => (isByWeek ? formatDateRange(row.from, row.to) : formatDate(row.from));
  const isEmpty = rows.every((row) => STATUSES.every((status) => row[status] === 0));
  return {
    id: "trend",
    title: m.figures_trend(),
    definition: m.figures_trend_definition(),
    rows,
    rowId: ({ from }) => from,
    columns: [
      {
        id: "date",
        header: isByWeek ? m.figures_column_weekOf() : m.figures_column_date(),
        cell: ({ from }) => ({ date: from }),
      },
      ...STATUSES.map((status) => ({
        id: status,
        header: statusName(status),
        cell: (row: TrendRow) => row[status],
      })),
    ],
    legend: STATUSES.map((status) => ({ name: statusName(status), swatch: statusSwatch[status] })),
    open: (row, seriesId) => {
      const status = STATUSES.find((known) => known === seriesId) ?? null;
      const title = status ? `${nameOf(row)} · ${statusName(status)}` : nameOf(row);
      return listing({ ...scope, from: row.from, to: row.to }, title, { status });
    },
    height: 280,
    empty: isEmpty ? m.figures_none_given() : null,
    build: (look) => ({
      ...frameOf(look, { hasLegend: true }),
      xAxis: categoryAxis(look, rows.map(axisDate)),
      yAxis: valueAxis(look, formatNumber),
      tooltip: {
        ...tooltipOf(look),
        trigger: "axis",
        axisPointer: columnPointer(look),
        formatter: (params) => {
          const row = rows[[params].flat()[0]?.dataIndex ?? -1];
          if (!row) return "";
          const shown = STATUSES.filter((status) => !look.hidden.includes(statusName(status)));
          return tooltipNode(
            nameOf(row),
            shown.map((status) => ({
              label: statusName(status),
              value: formatNumber(row[status]),
              color: statusFill(status, look).borderColor,
            })),
          );
        },
      },
      series: STATUSES.map((status) => ({
        type: "bar",
        id: status,
        name: statusName(status),
        stack: "appointments",
        barMaxWidth: 28,
        itemStyle: { ...statusFill(status, look), borderWidth: 1 },
        emphasis: { focus: "none" },
        cursor: "pointer",
        // Nothing has no outline either.
        data: rows.map((row) => row[status] || null),
      })),
    }),
  };
}

/** "23/11", short enough to stand under a bar. */
function axisDate({ from }: TrendRow): string {
  const [, month, day] = from.split("-");
  return `${day}/${month}`;
}

/** Whether there is more than one day to draw. */
export function hasTrend(scope: Scope): boolean {
  return addDays(scope.from, 1) <= scope.to;
}
