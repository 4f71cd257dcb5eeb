// The base as a whole: backups, restoring them, moving it.
import { testIds, type Window } from "../harness/window";

/** Opens a task of the screen "Base et sauvegardes" beside it. */
export async function openTask(
  window: Window,
  task: "backup" | "restore" | "import" | "move",
): Promise<void> {
  await window.press(testIds.frame.navBase);
  await window.press(testIds.base.task, task);
  await window.see(testIds.base.panel);
}

/** Puts the open task away. */
export async function closeTask(window: Window): Promise<void> {
  await window.key("Escape");
  await window.notSee(testIds.base.panel);
}

/** Writes a backup; what the screen says of it, and where it is. */
export async function writeBackup(window: Window): Promise<{ documents: string; path: string }> {
  await openTask(window, "backup");
  await window.press(testIds.base.submit);
  const told = await window.read(testIds.base.done, /Sauvegarde écrite/);
  const path = await window.read(testIds.base.savedPath, /\S/);
  return { documents: /écrite : ([\d ]+) documents/.exec(told)?.[1] ?? "none", path: path.trim() };
}

/** Sends the file that the open task "restore" or "import" is to read. */
export async function sendPath(window: Window, path: string): Promise<void> {
  await window.fill(testIds.base.path, path);
  await window.press(testIds.base.submit);
}
