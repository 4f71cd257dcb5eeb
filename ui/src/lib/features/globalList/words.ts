// The state of a practitioner's day in one line.
import type { DayColumn } from "$lib/api/bindings";
import { m } from "$lib/i18n";

/** "8 rendez-vous · suivant 11:05 · 2 en attente · 3 terminés". */
export function sectionSummary({ appointments, nextId }: DayColumn): string {
  const standing = appointments.filter((known) => known.status === "confirmed");
  if (standing.length === 0) return m.list_section_none();
  const next = standing.find((known) => known.id === nextId);
  const waiting = standing.filter((known) => known.visit.step === "waiting").length;
  const finished = standing.filter((known) => known.visit.step === "finished").length;
  return [
    m.list_section_count({ count: standing.length }),
    next && m.list_section_next({ time: next.projected?.start ?? next.start }),
    waiting > 0 && m.list_section_waiting({ count: waiting }),
    finished > 0 && m.list_section_finished({ count: finished }),
  ]
    .filter(Boolean)
    .join(" · ");
}
