// What the screen makes of the doctor's day: who stands in the middle, who follows, and what the large buttons do.
import type { AppointmentView, MyDayView } from "$lib/api/bindings";

/** Those who wait first, then those to come. */
export function queueOf({ waiting, next }: MyDayView): AppointmentView[] {
  return [...waiting, ...next];
}

/** Who is shown large: in consultation, else who is called in next. */
export function inFocus(day: MyDayView): AppointmentView | null {
  return day.current ?? queueOf(day)[0] ?? null;
}

/** Everybody after the one in focus. */
export function followers(day: MyDayView): AppointmentView[] {
  return day.current ? queueOf(day) : queueOf(day).slice(1);
}

/** What the largest button does, and with whom; the rules say who may be called in or is finished. */
export type MainAction = { action: "callIn" | "finish"; appointment: AppointmentView };

export function mainAction(day: MyDayView): MainAction | null {
  if (day.current) {
    return day.current.actions.finish === "allowed" ? { action: "finish", appointment: day.current } : null;
  }
  const called = queueOf(day).find((known) => known.actions.callIn === "allowed");
  return called ? { action: "callIn", appointment: called } : null;
}

/** The first who should be here and is not. */
export function missing(day: MyDayView): AppointmentView | null {
  return day.next.find((known) => known.actions.markAbsent === "allowed") ?? null;
}

/** Local time from which the next absence may be noted; none when nobody is expected. */
export function missingFrom(day: MyDayView): string | null {
  return day.next.find((known) => known.actions.markAbsent === "notStarted")?.start ?? null;
}
