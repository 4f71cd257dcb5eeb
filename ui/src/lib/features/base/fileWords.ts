// What is wrong with a file or folder, in words for the field that names it.
import type { FileProblem, PathKind } from "$lib/api/bindings";
import { errorOf } from "$lib/api/call";
import { m } from "$lib/i18n";

const words: Record<Exclude<FileProblem, "notRecognised">, () => string> = {
  missing: m.base_path_missing,
  damaged: m.base_path_damaged,
  tooNew: m.base_path_tooNew,
  notWritable: m.base_path_notWritable,
};

const otherThings: Record<PathKind, () => string> = {
  backup: m.base_path_notABackup,
  folder: m.base_path_notAnExport,
  archive: m.base_path_notAnArchive,
};

/** Nothing for a failure that is about something else. */
export function pathProblem(failure: unknown, kind: PathKind): string | undefined {
  const unusable = errorOf(failure, "fileUnusable");
  if (!unusable) return undefined;
  return unusable.problem === "notRecognised" ? otherThings[kind]() : words[unusable.problem]();
}
