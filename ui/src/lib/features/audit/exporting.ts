// An export of the log: a long task that can be stopped, which leaves no file.
import type { QueryClient } from "@tanstack/svelte-query";
import type { SavedFileView } from "$lib/api/bindings";
import { runMutation } from "$lib/api/queryClient";
import { LongWork } from "$lib/longWork.svelte";
import { auditMutations, type LogExport } from "./queries";

export function exportOf(client: QueryClient): LongWork<LogExport, SavedFileView> {
  return new LongWork("auditExport", (input) => runMutation(client, auditMutations.export(client), input));
}
