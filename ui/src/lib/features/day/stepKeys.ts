// The keys of the steps of a visit, on the screen and on its buttons.
import type { VisitAction } from "./actionHints";

/** Taking back has none: it is pressed on purpose. */
export const STEP_KEYS = { arrive: "a", callIn: "c", finish: "t" } as const satisfies Record<
  Exclude<VisitAction, "takeBack">,
  string
>;
