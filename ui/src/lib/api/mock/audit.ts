// Mock: reading, verifying, exporting and archiving the audit log.
// `?verify=tampered` finds something, `?verify=slow` takes eight seconds.
import { dateOf } from "../../dates";
import {
  events,
  type AuditEntryView,
  type AuditFindingView,
  type AuditQueryInput,
  type AuditReportView,
  type SavedFileView,
} from "../bindings";
import { DEVICES, entries, write } from "./auditEntries";
import { begun, isStopped } from "./stopping";
import { fold, issue, NOW, refuse, refuseIssues, situation, TODAY, type Handlers } from "./support";

const FOLDER = "/home/accueil/Téléchargements";
/** As many as a practice of five years has. */
const VERIFIED = 48_213;

function fits(entry: AuditEntryView, query: AuditQueryInput): boolean {
  const includes = (whole: string | null, part: string) => fold(whole ?? "").includes(fold(part));
  const date = dateOf(entry.at);
  return (
    includes(entry.user, query.user) &&
    (query.action === null || query.action === entry.action) &&
    (query.entity === null || query.entity === entry.entity) &&
    (query.from === "" || date >= query.from) &&
    (query.to === "" || date <= query.to) &&
    (query.text === "" ||
      [entry.details, entry.entityId, entry.id].some((known) => includes(known, query.text)))
  );
}

const found = (query: AuditQueryInput) => entries.filter((entry) => fits(entry, query));

function finding(fields: Partial<AuditFindingView> & Pick<AuditFindingView, "kind">): AuditFindingView {
  return { chain: DEVICES[1].chain, place: null, to: null, seenBy: null, entryId: null, at: null, ...fields };
}

function tampered(): AuditFindingView[] {
  return [
    finding({ kind: "edited", place: 61, at: "2026-03-04T09:12:41" }),
    finding({ kind: "missing", place: 74, to: 76, at: "2026-03-06T17:48:02" }),
    finding({
      kind: "cut",
      chain: DEVICES[2].chain,
      place: 118,
      seenBy: DEVICES[0].chain,
      at: "2026-04-17T12:05:30",
    }),
    finding({
      kind: "inserted",
      chain: null,
      entryId: entries[40]?.id ?? null,
      at: entries[40]?.at ?? null,
    }),
  ];
}

function report(read: number, stopped: boolean): AuditReportView {
  const findings = situation("verify") === "tampered" ? tampered() : [];
  return {
    entries: read,
    unlinked: entries.filter(({ chain }) => chain === null).length,
    chains: DEVICES.map((known, index) => ({ ...known, place: [28_411, 15_090, 4_712][index] ?? 0 })),
    findings,
    findingsTotal: findings.length === 0 ? 0 : findings.length + 3,
    stopped,
    verifiedAt: `${TODAY}T${NOW}`,
  };
}

/** `by` is the name of whoever is signed in. */
export function auditHandlers(by: () => string): Handlers {
  async function verify(): Promise<AuditReportView> {
    begun("auditVerify");
    const [steps, pause] = situation("verify") === "slow" ? [40, 200] : [5, 5];
    let done = 0;
    for (let step = 1; step <= steps && !isStopped("auditVerify"); step += 1) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      done = Math.round((VERIFIED * step) / steps);
      void events.longTaskProgress.emit({ task: "auditVerify", done, total: VERIFIED });
    }
    write(by(), ["verifyLog", "VERIFY_LOG"], `Journal vérifié : ${done} entrées`);
    return report(done, isStopped("auditVerify"));
  }

  return {
    audit_search: ({ input }: { input: AuditQueryInput }) => {
      if (by() !== "admin") refuse({ code: "forbidden", action: "readAuditLog" });
      const fitting = found(input);
      const start = Number(input.cursor ?? "0");
      const end = start + input.limit;
      return {
        entries: fitting.slice(start, end),
        total: fitting.length,
        cursor: end < fitting.length ? String(end) : null,
      };
    },
    audit_verify: verify,
    audit_export: ({ input }: { input: AuditQueryInput }): SavedFileView => {
      const name = `journal-audit-${TODAY}.csv`;
      const count = found(input).length;
      write(by(), ["export", "EXPORT"], `Journal d'audit : ${count} entrées`);
      return { name, path: `${FOLDER}/${name}`, entries: count };
    },
    audit_archive: ({ until }: { until: string }): SavedFileView => {
      refuseIssues([until >= TODAY && issue("until", "inFuture")]);
      const name = `journal-audit-jusqu-au-${until}.jsonl`;
      const kept = entries.filter(({ at }) => dateOf(at) > until);
      const archived = entries.length - kept.length;
      entries.splice(0, entries.length, ...kept);
      write(by(), ["archiveLog", "ARCHIVE_LOG"], `Journal archivé jusqu'au ${until} : ${archived} entrées`);
      return { name, path: `${FOLDER}/${name}`, entries: archived };
    },
  };
}
