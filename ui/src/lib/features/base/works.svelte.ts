// The long tasks of the screen "Base et sauvegardes". They go on when it is left, and are found again there.
import type { QueryClient } from "@tanstack/svelte-query";
import type {
  AdoptionOptions,
  AdoptionOutcome,
  AdoptionReport,
  BackupView,
  TransferView,
} from "$lib/api/bindings";
import { runMutation } from "$lib/api/queryClient";
import { adoptionMutations } from "$lib/features/adoption/queries";
import { LongWork } from "$lib/longWork.svelte";
import { baseChange } from "./baseChange.svelte";
import { baseMutations, type Server } from "./queries";

export class BaseWorks {
  readonly backup: LongWork<void, BackupView>;
  readonly restore: LongWork<string, TransferView>;
  readonly move: LongWork<Server, TransferView>;
  readonly import: LongWork<AdoptionOptions, AdoptionOutcome>;
  /** The files that are being imported, and what was found in them. */
  files = $state.raw<{ folder: string; report: AdoptionReport } | null>(null);

  constructor(client: QueryClient) {
    this.backup = new LongWork("backup", () => runMutation(client, baseMutations.backup(), undefined));
    this.restore = new LongWork("restore", (path) => {
      const restoring = runMutation(client, baseMutations.restore(client), path);
      return lastOf(client, baseChange.during({ task: "restore", work: this.restore }, restoring));
    });
    this.move = new LongWork("move", (server) => {
      const moving = runMutation(client, baseMutations.move(client), server);
      return lastOf(client, baseChange.during({ task: "move", work: this.move }, moving));
    });
    this.import = new LongWork("adoption", (options) => {
      const folder = this.files?.folder ?? "";
      return lastOf(client, runMutation(client, adoptionMutations.importRun(client), { folder, options }));
    });
  }

  /** The files are read anew the next time; an import under way goes on. */
  forgetFiles(): void {
    if (this.import.running) return;
    this.import.forget();
    this.files = null;
  }
}

/** Once done, another base is open: what the tasks before told is not found again. */
async function lastOf<Result>(client: QueryClient, work: Promise<Result>): Promise<Result> {
  const result = await work;
  known.delete(client);
  return result;
}

const known = new WeakMap<QueryClient, { userId: string; works: BaseWorks }>();

/** Those of a user: what one administrator was told is not for the next. */
export function worksOf(client: QueryClient, userId: string): BaseWorks {
  const last = known.get(client);
  if (last?.userId === userId) return last.works;
  const works = new BaseWorks(client);
  known.set(client, { userId, works });
  return works;
}
