// A duration as typed: "30", "30 min", "1h", "1 h 30".

/** Usual lengths of an appointment, in minutes. */
export const USUAL_DURATIONS = [15, 20, 30, 45, 60] as const;

/** More minutes than this are cut, so that the number always crosses to the rules, which refuse it. */
const MOST = 9_999;

/** Minutes, or 0 when the text is no duration; whether it is an acceptable one is for the rules to say. */
export function parseDuration(text: string): number {
  const hours = /^(\d{1,2})\s*h\s*(\d{1,2})?\s*(?:min)?$/i.exec(text.trim());
  if (hours) return Number(hours[1]) * 60 + Number(hours[2] ?? 0);
  const minutes = /^(\d{1,6})\s*(?:min)?$/i.exec(text.trim());
  return minutes ? Math.min(Number(minutes[1]), MOST) : 0;
}

/** The next duration up or down on the grid of 5 minutes, between 5 and 480. */
export function stepDuration(minutes: number, direction: 1 | -1): number {
  const next = direction > 0 ? Math.floor(minutes / 5) * 5 + 5 : Math.ceil(minutes / 5) * 5 - 5;
  return Math.min(Math.max(next, 5), 480);
}
