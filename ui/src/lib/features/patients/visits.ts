// Which visits of a file are still to come.
import type { VisitView } from "$lib/api/bindings";
import { dateOf } from "$lib/dates";

export interface SplitVisits {
  /** The next one first. */
  upcoming: VisitView[];
  /** The last one first. */
  past: VisitView[];
}

/** When it takes place: as planned, or where a delay puts it. */
function standsAt({ startsAt, projected }: VisitView): string {
  return projected ? `${dateOf(startsAt)}T${projected.start}` : startsAt;
}

/** `now` is the practice's local date and time; before it is known, every visit counts as past. */
export function splitVisits(visits: readonly VisitView[], now: string | undefined): SplitVisits {
  const isUpcoming = (visit: VisitView) => now !== undefined && standsAt(visit) >= now;
  const byStart = visits.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  return {
    upcoming: byStart.filter(isUpcoming),
    past: byStart.filter((visit) => !isUpcoming(visit)).reverse(),
  };
}
