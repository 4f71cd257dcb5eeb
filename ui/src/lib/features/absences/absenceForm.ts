// The form of an absence: what is typed, and what is sent.
import type { AbsenceInput, AbsenceView } from "$lib/api/bindings";
import { dateOf, dateParts, minutesOf, timeOf } from "$lib/dates";
import { lastDate } from "./words";

/** In the place of a practitioner: the whole practice is closed. */
export const WHOLE_PRACTICE = "practice";

/** As the fields have it: `practitionerId` is an id, {@link WHOLE_PRACTICE}, or empty until chosen. */
export type AbsenceValues = Omit<AbsenceInput, "practitionerId"> & { practitionerId: string };

export function inputOf(values: AbsenceValues): AbsenceInput {
  const { practitionerId } = values;
  return { ...values, practitionerId: practitionerId === WHOLE_PRACTICE ? null : practitionerId };
}

/** Whether it can be asked what the absence would hit. */
export function isReadable(values: AbsenceValues): boolean {
  const areDates = [values.startDate, values.endDate].every((date) => dateParts(date) !== null);
  const areTimes = [values.startTime, values.endTime].every(
    (time) => time === "" || !Number.isNaN(minutesOf(time)),
  );
  return values.practitionerId !== "" && areDates && areTimes;
}

/** What notes an absence again that was taken back. */
export function againOf(absence: AbsenceView): AbsenceInput {
  const [startTime, endTime] = [timeOf(absence.startsAt), timeOf(absence.endsAt)];
  const unlessMidnight = (time: string) => (time === "00:00" ? "" : time);
  return {
    practitionerId: absence.practitionerId,
    startDate: dateOf(absence.startsAt),
    startTime: unlessMidnight(startTime),
    endDate: lastDate(absence),
    endTime: unlessMidnight(endTime),
    label: absence.label,
  };
}
