// Which frame surrounds the screens: the desk's, with its rail, or the tablet's. Follows role and screen.
import { MediaQuery } from "svelte/reactivity";
import type { Role } from "$lib/api/bindings";

export type Layout = "desk" | "tablet";

/** A finger instead of a mouse. */
const touch = new MediaQuery("(pointer: coarse)");
/** Not enough for the rail and a day beside it. */
const narrow = new MediaQuery("(max-width: 999px)");

/** Doctors carry the tablet; everybody else works at a desk, whatever its screen. */
export function layoutFor(role: Role): Layout {
  return role === "doctor" && (touch.current || narrow.current) ? "tablet" : "desk";
}

/** From this hour to the other, a theme left to the system is dark on the tablet. */
const NIGHT_FROM = "20:00";
const NIGHT_UNTIL = "07:00";

/** Whether a local time, "21:05", is at night. */
export function isNight(time: string): boolean {
  return time >= NIGHT_FROM || time < NIGHT_UNTIL;
}
