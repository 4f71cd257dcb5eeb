// What became of a figure since the previous period: in words, and whether that is good.
import { formatDuration, formatNumber, formatPermille } from "$lib/format";
import { m } from "$lib/i18n";

/** How a value is written, and the distance between two of them. */
export interface Measure {
  value: (value: number) => string;
  amount: (size: number) => string;
}

export const measures = {
  count: { value: formatNumber, amount: formatNumber },
  permille: { value: formatPermille, amount: points },
  minutes: { value: minutesText, amount: minutesText },
  days: { value: daysText, amount: daysText },
} as const satisfies Record<string, Measure>;

export interface Change {
  direction: "up" | "down" | "same";
  /** Whether the change is to be wished for; of some figures nobody can say. */
  tone: "better" | "worse" | "neutral";
  /** "1,2 point de plus". */
  text: string;
  /** "5,6 % avant". */
  before: string;
}

/** A change of less than one in so many may be chance, and gets no colour. */
const NOTABLE = 10;

/** `null` when one of the periods has no value. */
export function changeOf(
  current: number | null,
  previous: number | null,
  measure: Measure,
  isMoreWorse = false,
): Change | null {
  if (current === null || previous === null) return null;
  const before = m.figures_change_before({ value: measure.value(previous) });
  const size = Math.abs(current - previous);
  if (size === 0) return { direction: "same", tone: "neutral", text: m.figures_change_same(), before };
  const amount = measure.amount(size);
  const isNotable = size * NOTABLE >= Math.abs(previous);
  const isUp = current > previous;
  return {
    direction: isUp ? "up" : "down",
    tone: isMoreWorse && isNotable ? (isUp ? "worse" : "better") : "neutral",
    text: isUp ? m.figures_change_more({ amount }) : m.figures_change_less({ amount }),
    before,
  };
}

/** "12 min", "1 h 05", "3 min en avance" of negative ones. */
function minutesText(minutes: number): string {
  const size = formatDuration(Math.abs(minutes));
  return minutes < 0 ? m.figures_ahead({ value: size }) : size;
}

function daysText(count: number): string {
  return m.figures_days({ count });
}

/** "1,2 point": the distance of two shares. */
function points(permille: number): string {
  const size = permille / 10;
  return m.figures_points({ count: size, points: formatNumber(size) });
}
