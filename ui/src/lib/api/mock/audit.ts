// Mock: reading, verifying, exporting and archiving the audit log.
// `?verify=tampered` finds something, `?verify=slow` takes eight seconds, as does an export with `?work=slow`.
// An archive whose path has "abîmé", "ancien" or "autre" in it was changed, is an earlier one, or another practice's.
import { dateOf } from "../../dates";
import {
  events,
  type ArchiveReportView,
  type AuditEntryView,
  type AuditFindingView,
  type AuditQueryInput,
  type AuditReportView,
  type SavedFileView,
} from "../bindings";
import { DEVICES, entries, write } from "./auditEntries";
import { progress, stepMs } from "./adoption";
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

function checked(path: string): ArchiveReportView {
  if (path.trim() === "" || path.includes("vide")) refuse({ code: "fileUnusable", problem: "missing" });
  if (!path.endsWith(".jsonl")) refuse({ code: "fileUnusable", problem: "notRecognised" });
  const has = (word: string) => fold(path).includes(fold(word));
  const altered = has("abîmé");
  const findings = altered
    ? [
        finding({ kind: "edited", place: 4_061, at: "2025-03-04T09:12:41" }),
        finding({ kind: "cut", place: 14_990, seenBy: "", at: "2025-04-17T12:05:30" }),
      ]
    : [];
  const standing = has("autre") ? "unknown" : has("ancien") ? "noted" : "vouched";
  return {
    standing: altered ? "altered" : standing,
    practice: has("autre") ? "Cabinet du Port" : "Cabinet des Tilleuls",
    until: "2025-12-31",
    entries: 31_406,
    unreadable: altered ? 1 : 0,
    chains: DEVICES.map((known, index) => ({ ...known, place: [14_204, 15_090, 2_112][index] ?? 0 })),
    findings,
    findingsTotal: findings.length,
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
    audit_verify_archive: ({ path }: { path: string }): ArchiveReportView => {
      const report = checked(path);
      write(by(), ["verifyLog", "VERIFY_LOG"], `Archive vérifiée : ${report.entries} entrées`);
      return report;
    },
    audit_export: async ({ input }: { input: AuditQueryInput }): Promise<SavedFileView> => {
      const name = `journal-audit-${TODAY}.csv`;
      const count = found(input).length;
      if (situation("work") === "slow") await progress("auditExport", count, stepMs());
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
