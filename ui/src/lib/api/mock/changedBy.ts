// Mock: what a command changes, as the real application then tells every window.
import type { ChangedArea } from "../bindings";

const CHANGES: [commands: RegExp, areas: readonly ChangedArea[]][] = [
  [/^appointment_|^callback_(rebook|close|reopen)$|^emergency_cancel$/, ["appointments", "patients"]],
  [/^delay_(report|withdraw)$/, ["delays"]],
  [/^absence_(create|remove)$/, ["absences"]],
  [/^patient_(register|update|edit_notes)$/, ["patients"]],
  [/^practitioner_(create|update|remove|set_active|set_hours)$/, ["practitioners"]],
  [/^user_(create|update|reset_password|set_active|unlock)$/, ["users"]],
  [/^keys_(grant|revoke)$/, ["users"]],
  [/^settings_update$/, ["settings"]],
];

/** Nothing for a command that only reads. */
export function changedBy(command: string): readonly ChangedArea[] {
  return CHANGES.find(([commands]) => commands.test(command))?.[1] ?? [];
}
