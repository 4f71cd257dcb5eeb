// The words for how changes made elsewhere arrive.
import type { LiveView } from "$lib/api/bindings";
import { formatSeconds } from "$lib/format";
import { m } from "$lib/i18n";

/** Between two readings on a server without a change stream, in seconds. */
const POLLING_SECONDS = 2;

/** "En direct", "Toutes les 2 s", "Base locale" or "Hors ligne depuis 10:42". */
export function liveWords({ mode, staleSince }: LiveView): string {
  if (staleSince !== null) return m.live_stale({ time: staleSince });
  if (mode === "local") return m.live_local();
  return mode === "stream" ? m.live_stream() : m.live_polling({ pause: formatSeconds(POLLING_SECONDS) });
}
