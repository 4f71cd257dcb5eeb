// The next free times: read in pages, each from a local date on.
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/svelte-query";
import { commands, type FreeSlotInput, type SlotView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { addDays } from "$lib/dates";
import { planningKeys } from "$lib/features/appointments/queries";

/** What is looked for; `from` is the local date of the first page. */
export type FreeSlotSearch = Omit<FreeSlotInput, "count">;

/** The most that is answered at once. */
export const PAGE_SIZE = 30;

export const freeSlotQueries = {
  /** Below the plannings: any change of a day is one of the free times too. */
  search: (wanted: FreeSlotSearch) =>
    infiniteQueryOptions({
      queryKey: [...planningKeys.all, "free", wanted] as const,
      queryFn: ({ pageParam }) =>
        unwrap(commands.freeSlots({ ...wanted, from: pageParam, count: PAGE_SIZE })),
      initialPageParam: wanted.from,
      getNextPageParam: (page, _, from) => nextFrom(page, from),
      placeholderData: keepPreviousData,
    }),
};

/**
 * The date the page after `page` starts from, or `undefined` when there is none. A full page may end within a day,
 * which is read again from its morning, unless that day alone fills a page.
 */
export function nextFrom(page: readonly SlotView[], from: string): string | undefined {
  const last = page.at(-1)?.date;
  if (last === undefined || page.length < PAGE_SIZE) return undefined;
  return last > from ? last : addDays(last, 1);
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
