// Absences and closures, and the appointments they hit. Below the plannings, which show both.
import { queryOptions } from "@tanstack/svelte-query";
import { commands, type AbsenceInput } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { addDays } from "$lib/dates";
import { planningKeys } from "$lib/features/appointments/queries";

export const absenceKeys = {
  all: [...planningKeys.all, "absences"] as const,
  list: (from: string, to: string) => [...absenceKeys.all, "list", from, to] as const,
  preview: (input: AbsenceInput) => [...absenceKeys.all, "preview", input] as const,
  hits: (id: string) => [...absenceKeys.all, "hits", id] as const,
};

/** How far the lists look ahead and back, in days. */
const AHEAD_DAYS = 800;
const BACK_DAYS = 365;

const list = (from: string, to: string) =>
  queryOptions({
    queryKey: absenceKeys.list(from, to),
    queryFn: () => unwrap(commands.absenceList(from, to)),
  });

export const absenceQueries = {
  /** Current and coming ones; `today` is the practice's, yyyy-mm-dd. */
  coming: (today: string) => list(today, addDays(today, AHEAD_DAYS)),
  /** Those of the past year, with the current ones. */
  past: (today: string) => list(addDays(today, -BACK_DAYS), addDays(today, -1)),
  /** What an absence would hit; its label changes nothing in that. */
  preview: (input: AbsenceInput) =>
    queryOptions({
      queryKey: absenceKeys.preview({ ...input, label: "" }),
      queryFn: () => unwrap(commands.absencePreview(input)),
    }),
  hits: (id: string) =>
    queryOptions({
      queryKey: absenceKeys.hits(id),
      queryFn: () => unwrap(commands.absenceHits(id)),
    }),
};
