// Files made on screen: into the folder of downloads, noted in the audit log, and told where they are.
import { commands } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import type { Scope } from "./listing";

export interface MadeFile {
  /** With its ending. */
  name: string;
  contentBase64: string;
  /** For the audit log: "Tableau de bord, charge par praticien". */
  what: string;
}

/** Saves it and says where; a failure is told, not thrown. */
export async function saveFile(file: MadeFile): Promise<void> {
  try {
    const { name, path } = await unwrap(commands.exportSave(file, newOpId()));
    toast.done(m.figures_saved({ name, folder: folderOf(path, name) }));
  } catch (failure) {
    toast.failed(failure);
  }
}

/** "tableau-de-bord-charge-par-praticien-2026-11-01-2026-11-30.csv". */
export function fileName(title: string, { from, to }: Scope, ending: "csv" | "png"): string {
  const words = m
    .figures_export_file({ chart: title, from, to })
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return `${words}.${ending}`;
}

function folderOf(path: string, name: string): string {
  return path.endsWith(name) ? path.slice(0, -name.length - 1) : path;
}
