// How many appointments have each status, beside the previous period.
import type { AppointmentStatus, FiguresView } from "$lib/api/bindings";
import { categoryAxis, frameOf, tooltipNode, tooltipOf, valueAxis } from "$lib/components/charts/look";
import { formatNumber } from "$lib/format";
import { m } from "$lib/i18n";
import type { ChartSpec } from "./chartSpec";
import { listing, type Scope } from "./listing";
import { countOf, STATUSES, statusFill, statusName } from "./statusWords";

export interface StatusRow {
  status: AppointmentStatus;
  now: number;
  before: number;
}

export function statusesChart(view: FiguresView, scope: Scope): ChartSpec<StatusRow> {
  const rows = STATUSES.map((status) => ({
    status,
    now: countOf(view.current, status),
    before: countOf(view.previous, status),
  }));
  const previously = { ...scope, from: view.previousFrom, to: view.previousTo };
  return {
    id: "statuses",
    title: m.figures_statuses(),
    definition: m.figures_statuses_definition(),
    rows,
    rowId: ({ status }) => status,
    columns: [
      { id: "status", header: m.figures_column_status(), cell: ({ status }) => statusName(status) },
      { id: "now", header: m.figures_period_now(), cell: ({ now }) => now },
      { id: "before", header: m.figures_period_before(), cell: ({ before }) => before },
    ],
    legend: [
      { name: m.figures_period_now(), swatch: "border-ink-muted bg-ink-muted" },
      { name: m.figures_period_before(), swatch: "border-line-strong bg-sunken" },
    ],
    open: ({ status }, seriesId) => {
      const wasBefore = seriesId === "before";
      const title = wasBefore ? `${statusName(status)} · ${m.figures_period_before()}` : statusName(status);
      return listing(wasBefore ? previously : scope, title, { status });
    },
    height: 280,
    empty: rows.every(({ now, before }) => now + before === 0) ? m.figures_none_given() : null,
    build: (look) => {
      const label = {
        show: true,
        position: "right" as const,
        color: look.colors.ink,
        formatter: ({ value }: { value: unknown }) => formatNumber(Number(value)),
      };
      const frame = frameOf(look, { hasLegend: true });
      return {
        ...frame,
        // Room for the numbers behind the longest bar.
        grid: { ...frame.grid, right: 48 },
        yAxis: {
          ...categoryAxis(
            look,
            rows.map(({ status }) => axisName(status)),
          ),
          inverse: true,
          axisLabel: { color: look.colors["ink-muted"], fontSize: 12, lineHeight: 15, interval: 0 },
        },
        xAxis: { ...valueAxis(look, formatNumber), splitLine: { show: false }, axisLabel: { show: false } },
        tooltip: {
          ...tooltipOf(look),
          formatter: (params) => {
            const row = rows[[params].flat()[0]?.dataIndex ?? -1];
            if (!row) return "";
            return tooltipNode(statusName(row.status), [
              { label: m.figures_period_now(), value: formatNumber(row.now) },
              { label: m.figures_period_before(), value: formatNumber(row.before) },
            ]);
          },
        },
        series: [
          {
            type: "bar",
            id: "now",
            name: m.figures_period_now(),
            color: look.purpose === "paper" ? look.colors.accent : look.colors["ink-muted"],
            barMaxWidth: 18,
            label,
            data: rows.map(({ status, now }) => ({
              value: now,
              itemStyle: { ...statusFill(status, look), borderWidth: 1 },
            })),
          },
          {
            type: "bar",
            id: "before",
            name: m.figures_period_before(),
            color: look.colors.sunken,
            barMaxWidth: 18,
            barGap: "15%",
            label: { ...label, color: look.colors["ink-muted"] },
            itemStyle: { color: look.colors.sunken, borderColor: look.colors["line-strong"], borderWidth: 1 },
            data: rows.map(({ before }) => before),
          },
        ],
      };
    },
  };
}

/** On two lines where it is long. */
function axisName(status: AppointmentStatus): string {
  return statusName(status).replace(" (", "\n(");
}
