// Files made on screen: into the folder of downloads, noted in the audit log, and told where they are.
import { commands } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";
import type { TableColumn } from "$lib/components/charts/cells";
import { base64Of, toCsv } from "$lib/components/charts/csv";
import { toast } from "$lib/components/toast";
import { m } from "$lib/i18n";
import type { Scope } from "./listing";

/** Saves rows as a file for a spreadsheet. */
export function saveTable<Row>(
  title: string,
  scope: Scope,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const header = columns.map((column) => column.header);
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  return saveFile(title, scope, "csv", base64Of(toCsv(header, cells)));
}

/** Saves it and says where; a failure is told, not thrown. `title` is that of what is saved. */
export async function saveFile(
  title: string,
  scope: Scope,
  ending: "csv" | "png",
  contentBase64: string,
): Promise<void> {
  const file = {
    name: fileName(title, scope, ending),
    contentBase64,
    what: m.figures_export_what({ chart: title }),
  };
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
