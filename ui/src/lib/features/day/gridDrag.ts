// Dragging an appointment over the grid: pixels become a column and a time.
import type { Attachment } from "svelte/attachments";
import type { Span } from "$lib/features/appointments/span";
import { testIds } from "$lib/testIds";
import { columnKey, type GridColumn } from "./columns";
import { PX_PER_MINUTE } from "./geometry";
import { pointerDrag, type Point } from "./pointerDrag";
import { isSameColumn, movedTo, stretchedTo, type Spot } from "./spots";

/** What is done with an appointment that is dragged. */
export interface Placing {
  /** Where it stands, or `null` when it may not be moved. */
  begin: (appointmentId: string) => Spot | null;
  put: (spot: Spot) => void;
  drop: () => void;
  leave: () => void;
}

interface Held {
  from: Spot;
  stretches: boolean;
  /** Minutes between the pointer and the edge that follows it. */
  offset: number;
}

/** Marks the lower edge of a block. */
export const STRETCH_ATTRIBUTE = "data-stretch";

/**
 * `grid` is read while dragging: its scale, and the columns; those that `mayTake` refuses are passed over, the one
 * the appointment comes from excepted.
 */
export function gridDrag(
  placing: Placing,
  grid: () => { scale: Span; columns: readonly GridColumn[]; mayTake: (column: GridColumn) => boolean },
): Attachment<HTMLElement> {
  return (root) => {
    let held: Held | null = null;

    const bodyOf = (column: GridColumn) =>
      root.querySelector(`[data-column="${CSS.escape(columnKey(column))}"]`)?.getBoundingClientRect();

    function minuteAt(y: number): number {
      const { scale, columns } = grid();
      const top = columns[0] && bodyOf(columns[0])?.top;
      return scale.start + (y - (top ?? 0)) / PX_PER_MINUTE;
    }

    function nearestColumn(x: number, from: Spot): GridColumn | undefined {
      const { columns, mayTake } = grid();
      const distance = (column: GridColumn) => {
        const body = bodyOf(column);
        return body ? Math.max(body.left - x, x - body.right, 0) : Number.POSITIVE_INFINITY;
      };
      return columns
        .filter((column) => isSameColumn(column, from) || mayTake(column))
        .map((column) => ({ column, away: distance(column) }))
        .sort((a, b) => a.away - b.away)[0]?.column;
    }

    return pointerDrag({
      onbegin: (target, at) => {
        const block = target.closest<HTMLElement>(`[data-testid="${testIds.day.appointment}"]`);
        const id = block?.dataset["id"];
        const from = id ? placing.begin(id) : null;
        if (!from) return false;
        const stretches = target.closest(`[${STRETCH_ATTRIBUTE}]`) !== null;
        held = { from, stretches, offset: minuteAt(at.y) - (stretches ? from.end : from.start) };
        return true;
      },
      onmove: (at: Point) => {
        if (!held) return;
        const { from, stretches, offset } = held;
        const minute = minuteAt(at.y) - offset;
        if (stretches) placing.put(stretchedTo(from, minute));
        else placing.put(movedTo(from, nearestColumn(at.x, from) ?? from, minute));
      },
      ondrop: placing.drop,
      oncancel: placing.leave,
    })(root);
  };
}
