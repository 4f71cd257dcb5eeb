// What each failed connection is called, and what to do about it.
import type { ConnectionProblem, ConnectionView } from "$lib/api/bindings";
import { m } from "$lib/i18n";

type Failed = Extract<ConnectionView, { state: "failed" }>;

interface ProblemWords {
  title: string;
  /** What happened, and what to try. */
  advice: string;
}

const words: Record<ConnectionProblem, { title: () => string; advice: () => string }> = {
  unreachable: { title: m.connection_unreachable, advice: m.connection_unreachable_advice },
  invalidAddress: { title: m.connection_invalidAddress, advice: m.connection_invalidAddress_advice },
  credentialsRefused: {
    title: m.connection_credentialsRefused,
    advice: m.connection_credentialsRefused_advice,
  },
  passwordNeeded: { title: m.connection_passwordNeeded, advice: m.connection_passwordNeeded_advice },
  tlsRequired: { title: m.connection_tlsRequired, advice: m.connection_tlsRequired_advice },
  serverTooOld: { title: m.connection_serverTooOld, advice: m.connection_serverTooOld_advice },
  baseUnreadable: { title: m.connection_baseUnreadable, advice: m.connection_baseUnreadable_advice },
};

export function problemWords({ problem, kind }: Failed): ProblemWords {
  const { title, advice } = words[problem];
  const isFile = problem === "baseUnreadable" && kind === "embedded";
  return { title: title(), advice: isFile ? m.connection_fileUnreadable_advice() : advice() };
}

/** The problems that another password may solve. */
export function asksForPassword({ problem }: Failed): boolean {
  return problem === "passwordNeeded" || problem === "credentialsRefused";
}
