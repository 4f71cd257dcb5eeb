// A verification of the log: a long task that can be stopped, and then reports how far it came.
import type { QueryClient } from "@tanstack/svelte-query";
import type { AuditReportView } from "$lib/api/bindings";
import { runMutation } from "$lib/api/queryClient";
import { LongWork } from "$lib/longWork.svelte";
import { auditMutations } from "./queries";

export type Verification = LongWork<void, AuditReportView>;

export function verificationOf(client: QueryClient): Verification {
  return new LongWork("auditVerify", () => runMutation(client, auditMutations.verify(client), undefined));
}
