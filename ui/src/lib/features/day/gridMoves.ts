// Moving through the columns of a day with the arrows: up and down inside a column, left and right to what
// stands at the same time beside it.
import type { Span } from "$lib/features/appointments/span";

type Columns = readonly (readonly (Span & { id: string })[])[];

/** The id to go to, `null` when the key is not for the grid, or the same id at an edge. */
export function moveFrom(columns: Columns, id: string, key: string): string | null {
  const column = columns.findIndex((items) => items.some((item) => item.id === id));
  const items = columns[column];
  if (!items) return null;
  const index = items.findIndex((item) => item.id === id);
  switch (key) {
    case "ArrowDown":
      return items[Math.min(index + 1, items.length - 1)]!.id;
    case "ArrowUp":
      return items[Math.max(index - 1, 0)]!.id;
    case "Home":
      return items[0]!.id;
    case "End":
      return items.at(-1)!.id;
    case "ArrowRight":
      return beside(columns, column, items[index]!, 1) ?? id;
    case "ArrowLeft":
      return beside(columns, column, items[index]!, -1) ?? id;
    default:
      return null;
  }
}

/** In the nearest column that way with anything in it, what overlaps most, else what is nearest in time. */
function beside(columns: Columns, from: number, at: Span, step: 1 | -1): string | undefined {
  for (let column = from + step; column >= 0 && column < columns.length; column += step) {
    const [first, ...others] = columns[column] ?? [];
    if (!first) continue;
    // Positive: minutes shared; negative: minutes apart.
    const closeness = (item: Span) => Math.min(item.end, at.end) - Math.max(item.start, at.start);
    return others.reduce((best, item) => (closeness(item) > closeness(best) ? item : best), first).id;
  }
  return undefined;
}
