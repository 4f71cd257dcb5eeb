// The words for a delay and for what it does.
import type { DelayPreview } from "$lib/api/bindings";
import { formatDuration } from "$lib/format";
import { m } from "$lib/i18n";

/** "6 patients décalés", "10 min absorbées par les temps libres", "Fin de journée : 18:15 au lieu de 18:00". */
export function effectLines(effect: DelayPreview): string[] {
  const { shifted, absorbedMinutes, plannedEnd, projectedEnd } = effect;
  if (shifted === 0) return [m.delay_preview_none(), ...endLine(plannedEnd, plannedEnd)];
  return [
    m.delay_preview_shifted({ count: shifted }),
    absorbedMinutes > 0
      ? m.delay_preview_absorbed({ duration: formatDuration(absorbedMinutes) })
      : m.delay_preview_notAbsorbed(),
    ...endLine(plannedEnd, projectedEnd),
  ];
}

function endLine(planned: string | null, projected: string | null): string[] {
  if (planned === null) return [];
  return projected === null || projected === planned
    ? [m.delay_preview_endSame({ planned })]
    : [m.delay_preview_end({ planned, projected })];
}
