// The columns of the grid: a day has one per practitioner, a week one per day and practitioner.
import type { DayColumn, DayView } from "$lib/api/bindings";
import { nowOn } from "./moments";
import type { ColumnAddress } from "./spots";

export interface GridColumn extends ColumnAddress {
  /** Of this column alone, in the document too. */
  key: string;
  column: DayColumn;
  /** Minutes; see `nowOn`. */
  now: number;
}

/** A day of the grid and its columns. */
export interface GridDay {
  day: DayView;
  columns: GridColumn[];
}

export function gridDays(days: readonly DayView[]): GridDay[] {
  return days.map((day) => {
    const now = nowOn(day);
    const columns = day.columns.map((column) => {
      const address = { date: day.date, practitionerId: column.practitioner.id };
      return { ...address, key: columnKey(address), column, now };
    });
    return { day, columns };
  });
}

export function columnKey({ date, practitionerId }: ColumnAddress): string {
  return `${date}_${practitionerId}`;
}
