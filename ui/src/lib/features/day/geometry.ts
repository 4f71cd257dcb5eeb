// Where things stand in a day drawn to scale: minutes to pixels, and overlapping blocks side by side.
import type { DayView } from "$lib/api/bindings";
import { openingSpan } from "$lib/features/appointments/hours";
import { DAY_MINUTES, overlap, spanOf, STEP_MINUTES, type Span } from "$lib/features/appointments/span";

export const PX_PER_MINUTE = 1.4;
/** Heights of what stays in view above the columns: the heading of a day, and of a column with or without a name. */
export const DAY_HEADER_PX = 30;
export const NAMED_HEADER_PX = 52;
export const PLAIN_HEADER_PX = 30;
/** A block is never drawn lower than one line of text. */
export const MIN_BLOCK_PX = 18;

/**
 * The stretch of the day that is drawn, the same for all days on screen: the usual hours, widened to whole hours
 * around everybody's openings, every appointment and `others`.
 */
export function dayScale(days: readonly DayView[], others: readonly Span[] = []): Span {
  const spans = [...days.flatMap(spansIn), ...others];
  const starts = spans.map((span) => span.start);
  const ends = spans.map((span) => span.end);
  return {
    start: Math.floor(Math.min(...starts) / 60) * 60,
    end: Math.min(Math.ceil(Math.max(...ends) / 60) * 60, DAY_MINUTES),
  };
}

function spansIn(day: DayView): Span[] {
  return [
    openingSpan({ start: day.opensAt, end: day.closesAt }),
    ...day.columns.flatMap((column) => column.openings.map(openingSpan)),
    ...day.columns.flatMap((column) => column.appointments.map(spanOf)),
  ];
}

/** Pixels from the top of the scale to a minute of the day. */
export function topOf(scale: Span, minute: number): number {
  return (minute - scale.start) * PX_PER_MINUTE;
}

export function heightOf(span: Span): number {
  return (span.end - span.start) * PX_PER_MINUTE;
}

/**
 * The start that a press `px` below the top of `free` stands for: on the grid, and early enough for
 * `minutes` to fit where they do.
 */
export function startAt(free: Span, px: number, minutes: number): number {
  const pressed = free.start + Math.floor(px / PX_PER_MINUTE / STEP_MINUTES) * STEP_MINUTES;
  const latest = Math.max(free.start, free.end - Math.max(minutes, STEP_MINUTES));
  return Math.min(Math.max(pressed, free.start), latest);
}

/** The span a block covers on screen, at least one line. */
function drawn(span: Span): Span {
  return { start: span.start, end: Math.max(span.end, span.start + MIN_BLOCK_PX / PX_PER_MINUTE) };
}

/** Where a block stands across its column. `aside`: in a narrow strip on the right. */
export interface Place {
  lane: number;
  lanes: number;
  aside: boolean;
  /** Strips on the right of this group. */
  strips: number;
}

/**
 * Places blocks that overlap beside each other; `spans` come earliest first. What no longer takes its time
 * (cancelled, absent) steps aside into a strip where something else now stands.
 */
export function placeBlocks(spans: readonly (Span & { takesTime: boolean })[]): Place[] {
  const places: Place[] = [];
  for (const group of overlappingGroups(spans.map(drawn))) {
    const taking = group.filter((index) => spans[index]?.takesTime);
    const freed = group.filter((index) => !spans[index]?.takesTime);
    const isMixed = taking.length > 0 && freed.length > 0;
    const strips = isMixed ? assignLanes(freed, spans, places, true) : 0;
    assignLanes(isMixed ? taking : group, spans, places, false);
    // Where everything was freed, a strip of the free time stays in reach.
    for (const index of group) places[index]!.strips = taking.length === 0 ? 1 : strips;
  }
  return places;
}

/** Gives each its first free lane; answers how many lanes that took. */
function assignLanes(
  indexes: readonly number[],
  spans: readonly Span[],
  places: Place[],
  aside: boolean,
): number {
  const lanes: Span[][] = [];
  for (const index of indexes) {
    const span = drawn(spans[index]!);
    let lane = lanes.findIndex((taken) => !taken.some((other) => overlap(other, span)));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(span);
    places[index] = { lane, lanes: 1, aside, strips: 0 };
  }
  for (const index of indexes) places[index]!.lanes = lanes.length;
  return lanes.length;
}

/** Indexes of spans that overlap, directly or through others; `spans` come earliest first. */
function overlappingGroups(spans: readonly Span[]): number[][] {
  const groups: number[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  spans.forEach((span, index) => {
    if (span.start < end) groups.at(-1)?.push(index);
    else groups.push([index]);
    end = Math.max(end, span.end);
  });
  return groups;
}

/** Width of a strip, in pixels. */
const STRIP_PX = 22;

/** `left` and `width` of a place, as CSS. */
export function acrossOf({ lane, lanes, aside, strips }: Place): { left: string; width: string } {
  if (aside) return { left: `calc(100% - ${(strips - lane) * STRIP_PX}px)`, width: `${STRIP_PX - 2}px` };
  const room = `(100% - ${strips * STRIP_PX}px)`;
  return { left: `calc(${room} * ${lane} / ${lanes})`, width: `calc(${room} / ${lanes} - 2px)` };
}
