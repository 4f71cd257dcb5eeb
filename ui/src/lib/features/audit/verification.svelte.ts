// A verification of the log: a long task that can be stopped, and then reports how far it came.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type AuditReportView } from "$lib/api/bindings";
import { toAppError, unwrap } from "$lib/api/call";
import { runMutation } from "$lib/api/queryClient";
import { LongWork } from "$lib/longWork.svelte";
import { auditMutations } from "./queries";

export class Verification extends LongWork<void, AuditReportView> {
  stopping = $state(false);

  constructor(client: QueryClient) {
    super("auditVerify", () => runMutation(client, auditMutations.verify(client), undefined));
  }

  override async start(): Promise<AuditReportView | null> {
    const report = await super.start();
    this.stopping = false;
    return report;
  }

  /** The report then says how far it came. */
  async stop(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    try {
      await unwrap(commands.auditVerifyStop());
    } catch (failure) {
      this.stopping = false;
      this.failure = toAppError(failure);
    }
  }
}
