// The data of a chart as a table: one set of columns for the table on screen and for the file.
import { formatDate, formatNumber, formatPermille } from "$lib/format";
import { m } from "$lib/i18n";

/** A value with what it is, so that each place can write it in its own way. */
export type Cell = string | number | { date: string } | { permille: number } | null;

export interface TableColumn<Row> {
  /** Stable name of the column. */
  id: string;
  header: string;
  cell: (row: Row) => Cell;
}

/** For people. */
export function cellText(cell: Cell): string {
  if (cell === null) return m.common_none();
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return formatNumber(cell);
  return "date" in cell ? formatDate(cell.date) : formatPermille(cell.permille);
}
