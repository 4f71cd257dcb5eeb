// Mock: backups, and moving the embedded base to a server. A backup is sound unless its name says otherwise
// ("missing", "notRecognised", "damaged", "tooNew"); a server answers unless it is called "unreachable".
// `?backupFails=notWritable` refuses to write one, `?work=slow` takes its time.
import type { BackupView, FileProblem, PathKind, TransferView } from "../bindings";
import { progress, refuseUnlessEmpty, stepMs } from "./adoption";
import { issue, refuse, refuseIssues, situation, type Handlers } from "./support";

const FOLDER = "/home/admin/Sauvegardes";
const PICKED: Record<PathKind, string> = {
  folder: "/home/admin/ancien-medigest",
  backup: `${FOLDER}/medigest-2026-11-20-1903.medigest`,
  archive: `${FOLDER}/medigest-journal-2025-12-31.jsonl`,
};
const PROBLEMS: readonly FileProblem[] = ["missing", "notRecognised", "damaged", "tooNew"];

const COLLECTIONS: TransferView = {
  documents: 8_842,
  collections: [
    { name: "patients", documents: 2_000 },
    { name: "appointments", documents: 3_412 },
    { name: "practitioners", documents: 8 },
    { name: "users", documents: 6 },
    { name: "logs", documents: 3_400 },
    { name: "retards", documents: 9 },
    { name: "settings", documents: 1 },
    { name: "cles", documents: 6 },
  ],
};

interface BaseChanges {
  /** Called with the address of the server that the practice works on from then on. */
  onMove: (address: string) => void;
  /** The accounts are those of the backup from then on. */
  onRestore: () => void;
}

export function baseHandlers({ onMove, onRestore }: BaseChanges): Handlers {
  return {
    backup_write: async (): Promise<BackupView> => {
      if (situation("backupFails") === "notWritable")
        refuse({ code: "fileUnusable", problem: "notWritable" });
      await progress("backup", COLLECTIONS.documents, stepMs());
      const path = `${FOLDER}/medigest-2026-11-23-1042.medigest`;
      return { path, documents: COLLECTIONS.documents, size: 3_871 };
    },
    backup_restore: async ({ path }: { path: string }): Promise<TransferView> => {
      refuseIssues([path.trim() === "" && issue("path", "required")]);
      const problem = PROBLEMS.find((known) => path.includes(known));
      if (problem) refuse({ code: "fileUnusable", problem });
      refuseUnlessEmpty();
      await progress("restore", COLLECTIONS.documents, stepMs());
      onRestore();
      return COLLECTIONS;
    },
    base_move: async ({ uri }: { uri: string }): Promise<TransferView> => {
      refuseIssues([uri.trim() === "" && issue("uri", "required")]);
      if (uri.includes("unreachable")) refuse({ code: "storeUnavailable" });
      if (uri.includes("plein")) refuse({ code: "baseNotEmpty" });
      await progress("move", COLLECTIONS.documents, stepMs());
      onMove(uri);
      return COLLECTIONS;
    },
    path_pick: ({ kind }: { kind: PathKind }) => (situation("pick") === "none" ? null : PICKED[kind]),
  };
}
