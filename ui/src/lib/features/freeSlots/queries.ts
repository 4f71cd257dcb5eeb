// The next free times: read in pages, each from a moment on.
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/svelte-query";
import { commands, type FreeSlotInput, type SlotView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { minutesOf, timeFromMinutes } from "$lib/dates";
import { planningKeys } from "$lib/features/appointments/queries";

/** What is looked for; `from` is the local date of the first page. */
export type FreeSlotSearch = Omit<FreeSlotInput, "count" | "fromTime">;

/** The most that is answered at once. */
export const PAGE_SIZE = 30;
/** The grid of starts, in minutes. */
const TICK = 5;

/** Where a page starts: local date, and local time or "" for its beginning. */
export type PageStart = Pick<FreeSlotInput, "from" | "fromTime">;

export const freeSlotQueries = {
  /** Below the plannings: any change of a day is one of the free times too. */
  search: (wanted: FreeSlotSearch) =>
    infiniteQueryOptions({
      queryKey: [...planningKeys.all, "free", wanted] as const,
      queryFn: ({ pageParam }) => unwrap(commands.freeSlots({ ...wanted, ...pageParam, count: PAGE_SIZE })),
      initialPageParam: { from: wanted.from, fromTime: "" } as PageStart,
      getNextPageParam: nextStart,
      placeholderData: keepPreviousData,
    }),
};

/**
 * Where the page after `page` starts, or `undefined` when nothing comes after it: at the last time shown, at which
 * others may be free too, or after it when it filled the page alone.
 */
export function nextStart(page: readonly SlotView[]): PageStart | undefined {
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last || page.length < PAGE_SIZE) return undefined;
  const isOneTime = first.date === last.date && first.start === last.start;
  const fromTime = isOneTime ? timeFromMinutes(minutesOf(last.start) + TICK) : last.start;
  return { from: last.date, fromTime };
}

export interface FreeDay {
  /** yyyy-mm-dd */
  date: string;
  /** Earliest first. */
  slots: SlotView[];
}

/** Stable name of a free time. */
export function slotKey({ practitionerId, date, start }: SlotView): string {
  return `${date}T${start} ${practitionerId}`;
}

/** The free times of all pages by day, each once. */
export function byDay(pages: readonly (readonly SlotView[])[]): FreeDay[] {
  const known = new Map(pages.flat().map((slot) => [slotKey(slot), slot]));
  const days: FreeDay[] = [];
  for (const slot of known.values()) {
    const day = days.find(({ date }) => date === slot.date);
    if (day) day.slots.push(slot);
    else days.push({ date: slot.date, slots: [slot] });
  }
  return days;
}
