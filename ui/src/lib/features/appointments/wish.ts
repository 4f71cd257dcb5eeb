// A time being asked for, and what already stands there as far as the day on screen knows.
import type { AbsenceView, AppointmentView, DayView, OpeningSpan, RescheduleInput } from "$lib/api/bindings";
import { dateParts, minutesOf } from "$lib/dates";
import { absenceBands, openingSpan } from "./hours";
import { freeSpans, overlap, spanOf, type Span } from "./span";

export interface Wish extends Span {
  practitionerId: string;
  /** yyyy-mm-dd */
  date: string;
}

/** What is asked for, or `null` until practitioner, date, time and duration can all be read. */
export function wishOf(values: Omit<RescheduleInput, "reason" | "acceptOutsideHours">): Wish | null {
  const start = minutesOf(values.time);
  const isReadable =
    values.practitionerId !== "" &&
    dateParts(values.date) !== null &&
    !Number.isNaN(start) &&
    values.durationMinutes > 0;
  return isReadable
    ? {
        practitionerId: values.practitionerId,
        date: values.date,
        start,
        end: start + values.durationMinutes,
      }
    : null;
}

/**
 * Confirmed appointments of the practitioner or of the patient that the wish overlaps, earliest first.
 * `exceptId` is the appointment being moved. The store has the last word; this is what can be seen before.
 */
export function clashesOf(
  wish: Wish,
  day: DayView,
  patientId: string | null,
  exceptId: string | null = null,
): AppointmentView[] {
  if (day.date !== wish.date) return [];
  return day.columns
    .flatMap((column) => column.appointments)
    .filter(
      (known) =>
        known.id !== exceptId &&
        known.status === "confirmed" &&
        (known.practitionerId === wish.practitionerId || known.patientId === patientId) &&
        overlap(wish, spanOf(known)),
    )
    .sort((a, b) => a.start.localeCompare(b.start));
}

/** What can be said of a wish before it is sent. */
export type Verdict =
  | { kind: "free" | "past"; wish: Wish }
  | { kind: "clash"; wish: Wish; clashes: AppointmentView[] }
  /** Outside the opening hours of the practitioner, or within an absence: allowed, and asked about. */
  | { kind: "outside"; wish: Wish; openings: readonly OpeningSpan[]; absence: AbsenceView | null };

/** `null` while the day of the wish is not on screen. */
export function verdictOf(
  wish: Wish | null,
  day: DayView | null,
  patientId: string | null,
  exceptId: string | null = null,
): Verdict | null {
  if (!wish || day?.date !== wish.date) return null;
  const isPast = wish.date < day.today || (wish.date === day.today && wish.start < minutesOf(day.now));
  if (isPast) return { kind: "past", wish };
  const clashes = clashesOf(wish, day, patientId, exceptId);
  if (clashes.length > 0) return { kind: "clash", wish, clashes };
  return outsideOf(wish, day) ?? { kind: "free", wish };
}

function outsideOf(wish: Wish, day: DayView): Verdict | null {
  const column = day.columns.find(({ practitioner }) => practitioner.id === wish.practitionerId);
  if (!column) return null;
  const absence = absenceBands(column, day.date).find((band) => overlap(wish, band))?.absence ?? null;
  const isOpen = freeSpans(wish, column.openings.map(openingSpan)).length === 0;
  return isOpen && !absence ? null : { kind: "outside", wish, openings: column.openings, absence };
}
