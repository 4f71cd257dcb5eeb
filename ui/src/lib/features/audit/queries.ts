// The audit log: reading on page by page, and how much there is.
import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  queryOptions,
  type QueryClient,
} from "@tanstack/svelte-query";
import { commands, type AuditQueryInput } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";

/** How often the screen looks whether something was written since, in milliseconds. */
const NEWER_POLL_MS = 15_000;

const auditKeys = {
  all: ["audit"] as const,
  list: (query: AuditQueryInput) => [...auditKeys.all, "list", query] as const,
  total: (query: AuditQueryInput) => [...auditKeys.all, "total", query] as const,
};

export const auditQueries = {
  /** Newest first. Read once and not again by itself: lines must not move under the eyes of who reads them. */
  list: (query: AuditQueryInput) =>
    infiniteQueryOptions({
      queryKey: auditKeys.list(query),
      queryFn: ({ pageParam }) => unwrap(commands.auditSearch({ ...query, cursor: pageParam })),
      initialPageParam: null as string | null,
      getNextPageParam: ({ cursor }) => cursor,
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  /** How many entries fit now. */
  total: (query: AuditQueryInput) =>
    queryOptions({
      queryKey: auditKeys.total(query),
      queryFn: async () => (await unwrap(commands.auditSearch({ ...query, limit: 1 }))).total,
      refetchInterval: NEWER_POLL_MS,
    }),
};

/** What is exported; asked again after a lost answer it is the same operation. */
export interface LogExport {
  query: AuditQueryInput;
  opId: string;
}

/** Exporting, verifying and archiving are themselves written to the log. */
export function readAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: auditKeys.all });
}

export const auditMutations = {
  export: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ query, opId }: LogExport) => unwrap(commands.auditExport(query, opId)),
      onSuccess: () => readAgain(client),
    }),
  verifyArchive: (client: QueryClient) =>
    mutationOptions({
      mutationFn: (path: string) => unwrap(commands.auditVerifyArchive(path)),
      onSuccess: () => readAgain(client),
    }),
  archive: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ until, opId }: { until: string; opId: string }) =>
        unwrap(commands.auditArchive(until, opId)),
      onSettled: () => readAgain(client),
    }),
  verify: (client: QueryClient) =>
    mutationOptions({
      mutationFn: () => unwrap(commands.auditVerify()),
      onSettled: () => readAgain(client),
    }),
};
