// What a verification found, in words for the person who answers for the practice: what it is, and where.
import type { AuditFindingKind, AuditFindingView, ChainView } from "$lib/api/bindings";
import { formatInstant, formatNumber } from "$lib/format";
import { m } from "$lib/i18n";

/** What the sentences need. */
interface Where {
  place: string;
  to: string;
  /** How many entries. */
  count: number;
  seenBy: string;
}

const words: Record<AuditFindingKind, { title: () => string; meaning: (where: Where) => string }> = {
  edited: { title: m.audit_finding_edited, meaning: m.audit_finding_edited_meaning },
  unlinked: { title: m.audit_finding_unlinked, meaning: m.audit_finding_unlinked_meaning },
  missing: { title: m.audit_finding_missing, meaning: m.audit_finding_missing_meaning },
  doubled: { title: m.audit_finding_doubled, meaning: m.audit_finding_doubled_meaning },
  cut: { title: m.audit_finding_cut, meaning: m.audit_finding_cut_meaning },
  rewritten: { title: m.audit_finding_rewritten, meaning: m.audit_finding_rewritten_meaning },
  inserted: { title: m.audit_finding_inserted, meaning: m.audit_finding_inserted_meaning },
};

const moments: Record<AuditFindingKind, (at: { moment: string }) => string> = {
  edited: m.audit_finding_dated,
  unlinked: m.audit_finding_dated,
  missing: m.audit_finding_before,
  doubled: m.audit_finding_dated,
  cut: m.audit_finding_after,
  rewritten: m.audit_finding_dated,
  inserted: m.audit_finding_dated,
};

export interface FindingText {
  title: string;
  meaning: string;
  /** None for an entry that is in no chain. */
  where: string | null;
  /** When the entry there, or next to what is not there, was written; none if it does not say. */
  when: string | null;
}

/** A chain is named by the device that writes it; one that is gone altogether by its id. */
export function findingText(finding: AuditFindingView, chains: readonly ChainView[]): FindingText {
  const { kind, chain, seenBy } = finding;
  const deviceOf = (id: string) => chains.find((known) => known.chain === id)?.device ?? id;
  const first = finding.place ?? 0;
  const last = finding.to ?? first;
  const { title, meaning } = words[kind];
  const place = formatNumber(first);
  // The end of an archive is what its own first line says.
  const seenByFile = kind === "cut" && seenBy === "";
  return {
    title: title(),
    meaning: (seenByFile ? m.audit_finding_cut_file : meaning)({
      place,
      to: formatNumber(last),
      count: last - first + 1,
      seenBy: seenBy === null ? "" : deviceOf(seenBy),
    }),
    where: chain === null ? null : m.audit_finding_where({ device: deviceOf(chain), place }),
    when: finding.at === null ? null : moments[kind]({ moment: formatInstant(finding.at) }),
  };
}
