// The figures of a period, and the appointments behind them. Below the plannings, whose changes change them.
import { keepPreviousData, queryOptions } from "@tanstack/svelte-query";
import { commands, type FiguresInput } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";
import { joined, type Listing } from "./listing";

export const figuresKeys = {
  all: [...planningKeys.all, "figures"] as const,
  read: (input: FiguresInput) => [...figuresKeys.all, "read", input] as const,
  list: (inputs: Listing["inputs"]) => [...figuresKeys.all, "list", inputs] as const,
};

export const figuresQueries = {
  /** While other figures load, the previous ones are still given; their dates tell. */
  read: (input: FiguresInput) =>
    queryOptions({
      queryKey: figuresKeys.read(input),
      queryFn: () => unwrap(commands.figuresRead(input)),
      placeholderData: keepPreviousData,
    }),
  list: ({ inputs, keep }: Listing) =>
    queryOptions({
      queryKey: figuresKeys.list(inputs),
      queryFn: () => Promise.all(inputs.map((input) => unwrap(commands.figuresList(input)))),
      select: (parts) => joined(parts, keep),
    }),
};
