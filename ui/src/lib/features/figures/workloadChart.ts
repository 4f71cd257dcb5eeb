// What practitioners had to do: booked minutes, within the hours they are open.
import type { Workload } from "$lib/api/bindings";
import { categoryAxis, frameOf, tooltipNode, tooltipOf, valueAxis } from "$lib/components/charts/look";
import { formatDuration, formatNumber, formatPermille } from "$lib/format";
import { m } from "$lib/i18n";
import type { ChartSpec } from "./chartSpec";
import { listingOfKept, type Scope } from "./listing";

const MINUTES_IN_HOUR = 60;
const ROW_HEIGHT = 36;
const AXIS_HEIGHT = 40;
const LEAST_HEIGHT = 280;
/** Letters of a name beside its bar; beyond, the tooltip and the table have the whole. */
const NAME_LENGTH = 26;
/** Room for the share behind the longest bar, in CSS pixels. */
const SHARE_WIDTH = 56;

export function workloadChart(rows: readonly Workload[], scope: Scope): ChartSpec<Workload> {
  return {
    id: "workload",
    title: m.figures_workload(),
    definition: m.figures_workload_definition(),
    rows,
    rowId: ({ practitionerId }) => practitionerId,
    columns: [
      { id: "practitioner", header: m.figures_column_practitioner(), cell: nameOf },
      { id: "appointments", header: m.figures_column_appointments(), cell: (row) => row.appointments },
      { id: "booked", header: m.figures_column_bookedMinutes(), cell: (row) => row.bookedMinutes },
      { id: "open", header: m.figures_column_openMinutes(), cell: (row) => row.openMinutes },
      {
        id: "share",
        header: m.figures_column_share(),
        cell: ({ share }) => (share.permille === null ? null : { permille: share.permille }),
      },
    ],
    legend: [
      { name: m.figures_booked(), swatch: "border-accent bg-accent" },
      { name: m.figures_open(), swatch: "border-line-strong bg-sunken" },
    ],
    // Appointments of an older base may name nobody, and nobody's cannot be asked for.
    open: (row) =>
      row.name === "" ? null : listingOfKept({ ...scope, practitionerId: row.practitionerId }, nameOf(row)),
    height: Math.max(LEAST_HEIGHT, rows.length * ROW_HEIGHT + AXIS_HEIGHT),
    empty: rows.length === 0 ? m.figures_none_given() : null,
    build: (look) => {
      const frame = frameOf(look, { hasLegend: true });
      // Behind the longer of its two bars.
      const shareOf = (row: Workload, isLonger: boolean) => ({
        show: isLonger,
        position: "right" as const,
        color: look.colors.ink,
        formatter: shareText(row),
      });
      return {
        ...frame,
        grid: { ...frame.grid, right: SHARE_WIDTH },
        yAxis: {
          ...categoryAxis(
            look,
            rows.map((row) => shortened(nameOf(row))),
          ),
          inverse: true,
          axisLabel: {
            color: look.colors.ink,
            fontSize: 12,
            interval: 0,
            // The practitioner's colour is an edge beside the name.
            formatter: (name: string, index: number) => `{name|${name}}{gap|}{edge${index}|}`,
            rich: {
              name: { color: look.colors.ink },
              gap: { width: 8 },
              ...Object.fromEntries(
                rows.map(({ color }, index) => [
                  `edge${index}`,
                  { width: 3, height: 20, backgroundColor: color },
                ]),
              ),
            },
          },
        },
        xAxis: {
          ...valueAxis(look, (hours) => m.figures_hours({ hours: formatNumber(hours) })),
          splitNumber: 4,
        },
        tooltip: {
          ...tooltipOf(look),
          formatter: (params) => {
            const row = rows[[params].flat()[0]?.dataIndex ?? -1];
            return row ? tooltipNode(nameOf(row), linesOf(row)) : "";
          },
        },
        series: [
          {
            type: "bar",
            id: "open",
            name: m.figures_open(),
            color: look.colors.sunken,
            barWidth: 20,
            itemStyle: { color: look.colors.sunken, borderColor: look.colors["line-strong"], borderWidth: 1 },
            data: rows.map((row) => ({
              value: row.openMinutes / MINUTES_IN_HOUR,
              label: shareOf(row, row.openMinutes >= row.bookedMinutes),
            })),
          },
          {
            type: "bar",
            id: "booked",
            name: m.figures_booked(),
            color: look.colors.accent,
            barWidth: 20,
            // In front of the open hours, of which it is a part.
            barGap: "-100%",
            data: rows.map((row) => ({
              value: row.bookedMinutes / MINUTES_IN_HOUR,
              label: shareOf(row, row.bookedMinutes > row.openMinutes),
            })),
          },
        ],
      };
    },
  };
}

function nameOf({ name }: Workload): string {
  return name || m.figures_unknownPractitioner();
}

function shortened(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

function shareText({ share: { permille } }: Workload): string {
  return permille === null ? "" : formatPermille(permille);
}

function linesOf(row: Workload) {
  return [
    { label: m.figures_column_appointments(), value: formatNumber(row.appointments) },
    { label: m.figures_booked(), value: formatDuration(row.bookedMinutes) },
    { label: m.figures_open(), value: formatDuration(row.openMinutes) },
    { label: m.figures_share(), value: shareText(row) || m.common_none() },
  ];
}
