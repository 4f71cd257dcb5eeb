// What can be done with the whole base: words and icons.
import FileDown from "@lucide/svelte/icons/file-down";
import HardDriveDownload from "@lucide/svelte/icons/hard-drive-download";
import HardDriveUpload from "@lucide/svelte/icons/hard-drive-upload";
import Server from "@lucide/svelte/icons/server";
import type { StoreKind } from "$lib/api/bindings";
import { m } from "$lib/i18n";

export type TaskKind = "backup" | "restore" | "import" | "move";

interface Task {
  kind: TaskKind;
  title: () => string;
  what: () => string;
  Icon: typeof Server;
  /** The one kind of base it is for; either when left out. */
  only?: StoreKind;
}

const tasks: readonly Task[] = [
  { kind: "backup", title: m.base_backup, what: m.base_backup_what, Icon: HardDriveDownload },
  { kind: "restore", title: m.base_restore, what: m.base_restore_what, Icon: HardDriveUpload },
  { kind: "import", title: m.base_import, what: m.base_import_what, Icon: FileDown },
  { kind: "move", title: m.base_move, what: m.base_move_what, Icon: Server, only: "embedded" },
];

export function tasksFor(open: StoreKind): readonly Task[] {
  return tasks.filter(({ only }) => only === undefined || only === open);
}
