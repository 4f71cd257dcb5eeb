// What a chart of the dashboard is: one set of rows, drawn, read as a table, saved, and opened as lists.
import type { TableColumn } from "$lib/components/charts/cells";
import type { LegendEntry } from "$lib/components/charts/ChartLegend.svelte";
import type { ChartOption } from "$lib/components/charts/echarts";
import type { ChartLook } from "$lib/components/charts/look";
import type { Listing } from "./listing";

export interface ChartSpec<Row = unknown> {
  id: string;
  title: string;
  definition: string;
  /** The bars or cells of the chart, in the order in which it draws them. */
  rows: readonly Row[];
  rowId: (row: Row) => string;
  columns: readonly TableColumn<Row>[];
  build: (look: ChartLook) => ChartOption;
  /** Series that can be switched off; none when there is only one. */
  legend: readonly LegendEntry[];
  /** The list behind a row, or behind its part in a series. */
  open: (row: Row, seriesId: string | null) => Listing | null;
  /** CSS pixels. */
  height: number;
  /** In place of the chart, when there is nothing to draw. */
  empty: string | null;
}

/** Charts of different rows stand in one list; each only ever meets its own rows. */
export function asAnyChart<Row>(spec: ChartSpec<Row>): ChartSpec {
  return spec as unknown as ChartSpec;
}
