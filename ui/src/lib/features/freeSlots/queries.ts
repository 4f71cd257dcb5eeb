// The next free times: read in pages, each from a local date on.
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/svelte-query";
import { commands, type DayPart, type FreeSlotInput, type SlotView } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { addDays } from "$lib/dates";
import { planningKeys } from "$lib/features/appointments/queries";

/** What is looked for; `from` is the local date of the first page. */
export type FreeSlotSearch = Omit<FreeSlotInput, "count">;

/** The most that is answered at once. */
export const PAGE_SIZE = 30;

/** Where a page starts. */
export interface PageStart {
  /** Local date. */
  from: string;
  /** The afternoon of that date alone: the rest of a day whose morning filled a page. */
  restOfDay: boolean;
}

export const freeSlotQueries = {
  /** Below the plannings: any change of a day is one of the free times too. */
  search: (wanted: FreeSlotSearch) =>
    infiniteQueryOptions({
      queryKey: [...planningKeys.all, "free", wanted] as const,
      queryFn: async ({ pageParam: { from, restOfDay } }) => {
        const part = restOfDay ? "afternoon" : wanted.part;
        const found = await unwrap(commands.freeSlots({ ...wanted, from, part, count: PAGE_SIZE }));
        return restOfDay ? found.filter(({ date }) => date === from) : found;
      },
      initialPageParam: { from: wanted.from, restOfDay: false } as PageStart,
      getNextPageParam: (page, _, start) => nextStart(page, start, wanted.part),
      placeholderData: keepPreviousData,
    }),
};

/**
 * Where the page after `page` starts, or `undefined` when nothing comes after it. A full page may end within a day:
 * that day is read again, or its afternoon when its morning alone filled the page.
 */
export function nextStart(
  page: readonly SlotView[],
  { from, restOfDay }: PageStart,
  part: DayPart | null,
): PageStart | undefined {
  const following = { from: addDays(from, 1), restOfDay: false };
  if (restOfDay) return following;
  const last = page.at(-1)?.date;
  if (last === undefined || page.length < PAGE_SIZE) return undefined;
  if (page[0]?.date !== last) return { from: last, restOfDay: false };
  return part === null ? { from: last, restOfDay: true } : { from: addDays(last, 1), restOfDay: false };
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
