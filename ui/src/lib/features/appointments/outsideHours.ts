// Booking or moving outside opening hours, or into an absence: asked about, not forbidden. Whoever sends such a
// command asks here; `AppointmentChanges.book` and `.reschedule` already do.
import type { AbsenceView, CommandError, OpeningSpan, RescheduleInput } from "$lib/api/bindings";
import { errorOf } from "$lib/api/call";
import { ask } from "$lib/components/confirm.svelte";
import { minutesOf, timeFromMinutes } from "$lib/dates";
import { whenAway } from "$lib/features/absences/words";
import { formatDayMonth, formatTimeRange } from "$lib/format";
import { m } from "$lib/i18n";

type Refusal = Extract<CommandError, { code: "outsideHours" }>;
type Placed = Pick<RescheduleInput, "date" | "time" | "durationMinutes" | "acceptOutsideHours">;

/** What is about to be done there, for the words of the question. */
export type Intent = "book" | "move";

/**
 * Sends `input`. Refused for its hours, it asks, and sends it again as accepted; whoever declines gets the refusal
 * (`outsideHours`), and nothing was written. `send` may use the same operation id both times.
 */
export async function askOutsideHours<Input extends Placed, Result>(
  input: Input,
  intent: Intent,
  send: (input: Input) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(input);
  } catch (failure) {
    const refusal = errorOf(failure, "outsideHours");
    if (!refusal || input.acceptOutsideHours) throw failure;
    const question = {
      title: intent === "book" ? m.day_outside_book_title() : m.day_outside_move_title(),
      body: outsideText(input, refusal),
      action:
        intent === "book"
          ? m.day_outside_book({ time: input.time })
          : m.day_outside_move({ time: input.time }),
      cancel: m.day_outside_cancel(),
      tone: "primary" as const,
    };
    if (!(await ask(question))) throw failure;
    return send({ ...input, acceptOutsideHours: true });
  }
}

/** Why the time asked for is unusual: the absence it falls into, or the hours it lies outside of. */
export function outsideText(
  input: Omit<Placed, "acceptOutsideHours">,
  refusal: Omit<Refusal, "code">,
): string {
  const end = timeFromMinutes(minutesOf(input.time) + input.durationMinutes);
  const slot = { date: formatDayMonth(input.date), range: formatTimeRange(input.time, end) };
  if (refusal.absence) return m.day_outside_absence({ ...slot, absence: absenceText(refusal.absence) });
  if (refusal.openings.length === 0) return m.day_outside_closed(slot);
  return m.day_outside_hours({ ...slot, hours: openingsText(refusal.openings) });
}

/** "08:30–12:30, 13:15–18:30". */
export function openingsText(openings: readonly OpeningSpan[]): string {
  return openings.map(({ start, end }) => formatTimeRange(start, end)).join(", ");
}

/** "Formation, mar. 24 nov. 2026, 14:00–18:00"; "Congés, du jeu. 26 nov. au ven. 27 nov. 2026". */
export function absenceText(absence: AbsenceView): string {
  return `${absenceName(absence)}, ${whenAway(absence)}`;
}

/** Its label, or what it is. */
export function absenceName(absence: AbsenceView): string {
  return (
    absence.label || (absence.practitionerId === null ? m.day_absence_closure() : m.day_absence_unnamed())
  );
}
