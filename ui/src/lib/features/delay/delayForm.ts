// The form of a delay, and what it asks of the rules.
import type { DayView, DelayInput, DelayView } from "$lib/api/bindings";
import { minutesOf } from "$lib/dates";
import { requireFilled } from "$lib/forms/required";
import { FormState } from "$lib/forms/FormState.svelte";
import type { DelayChanges } from "./changes";

/** Offered as buttons, in minutes. */
export const USUAL_DELAYS = [5, 10, 15, 30] as const;

/** What the button "+5" adds, in minutes. */
export const QUICK_MINUTES = 5;

export interface DelayValues {
  /** 0 until chosen. */
  minutes: number;
  /** Added to the delay that holds instead of replacing it. */
  add: boolean;
  /** From the moment it is sent; `from` counts otherwise. */
  fromNow: boolean;
  /** hh:mm */
  from: string;
}

export type DelayForm = FormState<DelayValues, DelayView>;

/** Whom and when it is about. */
export interface DelayDay {
  practitionerId: string;
  /** yyyy-mm-dd */
  date: string;
  clock: Pick<DayView, "today" | "now" | "opensAt">;
}

/** `holding()` is the delay that holds when the form is sent. */
export function beginDelay(
  day: DelayDay,
  holding: () => DelayView | null,
  changes: DelayChanges,
  onDone: () => void,
): DelayForm {
  const isToday = day.date === day.clock.today;
  return new FormState<DelayValues, DelayView>({
    initial: {
      minutes: 0,
      add: false,
      fromNow: isToday,
      from: isToday ? day.clock.now : day.clock.opensAt,
    },
    submit: async (values, opId) => {
      requireReadable(values);
      return changes.report(inputOf(values, day, holding()), opId, holding());
    },
    onDone,
  });
}

export function inputOf(
  { minutes, add, fromNow, from }: DelayValues,
  { practitionerId, date }: DelayDay,
  holding: DelayView | null,
): DelayInput {
  return { practitionerId, date, from: fromNow ? "" : from, minutes, add: add && holding !== null };
}

/** Whether there is enough to ask what it would do. */
export function canBePreviewed({ minutes, fromNow, from }: DelayValues): boolean {
  return minutes > 0 && (fromNow || !Number.isNaN(minutesOf(from)));
}

function requireReadable({ minutes, fromNow, from }: DelayValues): void {
  // 0 is nothing chosen yet.
  const chosen = { minutes: minutes === 0 ? "" : minutes };
  if (fromNow) requireFilled(chosen, ["minutes"]);
  else requireFilled({ ...chosen, from }, ["minutes", "from"], { from: "time" });
}
