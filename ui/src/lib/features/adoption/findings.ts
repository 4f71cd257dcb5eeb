// What a report found, in words: what it is, and what becomes of it.
import type { AdoptionReport } from "$lib/api/bindings";
import { formatNumber } from "$lib/format";
import { m } from "$lib/i18n";

export type FindingKind =
  | "secrets"
  | "barePasswords"
  | "localTimes"
  | "offGrid"
  | "missingPractitioners"
  | "unknownFields"
  | "overlaps"
  | "duplicates"
  | "unreadable";

export interface Finding {
  kind: FindingKind;
  title: string;
  /** What becomes of it. */
  meaning: string;
}

interface Findings {
  /** What is done without anybody's help. */
  handled: Finding[];
  /** What is left for a person to look at. */
  toSettle: Finding[];
}

/** Only what is there; what is sensitive always is. */
export function findingsOf(report: AdoptionReport): Findings {
  const counted = (
    kind: FindingKind,
    count: number,
    title: (input: { count: number; total: string }) => string,
    meaning: string,
  ): Finding[] =>
    count === 0 ? [] : [{ kind, title: title({ count, total: formatNumber(count) }), meaning }];

  return {
    handled: [
      {
        kind: "secrets",
        title: m.adoption_finding_secrets(),
        meaning: m.adoption_finding_secrets_meaning(),
      },
      ...counted(
        "barePasswords",
        report.barePasswords,
        m.adoption_finding_barePasswords,
        m.adoption_finding_barePasswords_meaning(),
      ),
      ...counted(
        "localTimes",
        report.localTimes,
        m.adoption_finding_localTimes,
        m.adoption_finding_localTimes_meaning({ zone: report.timeZone }),
      ),
      ...counted("offGrid", report.offGrid, m.adoption_finding_offGrid, m.adoption_finding_offGrid_meaning()),
      ...counted(
        "missingPractitioners",
        report.missingPractitioners.length,
        m.adoption_finding_missingPractitioners,
        m.adoption_finding_missingPractitioners_meaning(),
      ),
      ...counted(
        "unknownFields",
        report.unknownFields.length,
        m.adoption_finding_unknownFields,
        m.adoption_finding_unknownFields_meaning(),
      ),
    ],
    toSettle: [
      ...counted(
        "overlaps",
        report.overlaps.length,
        m.adoption_finding_overlaps,
        m.adoption_finding_overlaps_meaning(),
      ),
      ...counted(
        "duplicates",
        report.duplicates.length,
        m.adoption_finding_duplicates,
        m.adoption_finding_duplicates_meaning(),
      ),
      ...counted(
        "unreadable",
        report.unreadable,
        m.adoption_finding_unreadable,
        m.adoption_finding_unreadable_meaning(),
      ),
    ],
  };
}

/** "Paris" of "Europe/Paris". */
export function cityOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
