// The words of the dashboard that several of its parts share.
import { m } from "$lib/i18n";

/** "9 h": the hour that begins then. */
export function hourName(hour: number): string {
  return m.figures_hour({ hour });
}
