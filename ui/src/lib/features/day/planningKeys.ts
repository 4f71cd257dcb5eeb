// The keys of the planning, and what each does.
import { m } from "$lib/i18n";
import type { Shortcut } from "$lib/shortcuts.svelte";
import type { VisitAction } from "./actionHints";
import type { PlanningView } from "./planningView";
import { STEP_KEYS } from "./stepKeys";

interface Doings {
  view: PlanningView;
  enter: () => void;
  show: (view: PlanningView) => void;
  /** Days forward, or back; absent while the arrows belong to something else. */
  turn: ((days: number) => void) | undefined;
  /** Absent for who may not book. */
  change:
    | {
        move: () => void;
        edit: () => void;
        note: (step: Exclude<VisitAction, "takeBack">) => void;
        book: () => void;
      }
    | undefined;
  /** Absent while nobody is meant: the key then asks whose delay it is. */
  delay: (() => void) | undefined;
}

export function planningKeys({ view, enter, show, turn, change, delay }: Doings): Shortcut[] {
  const shortcuts = [
    on("arrowdown", m.day_shortcut_enter(), enter),
    on("d", m.day_view_day_show(), () => show("day")),
    on("w", m.day_view_week_show(), () => show("week")),
  ];
  if (turn && view === "week") {
    shortcuts.push(on("arrowleft", m.day_week_previous(), () => turn(-7)));
    shortcuts.push(on("arrowright", m.day_week_next(), () => turn(7)));
  } else if (turn) {
    shortcuts.push(on("arrowleft", m.day_previous(), () => turn(-1)));
    shortcuts.push(on("arrowright", m.day_next(), () => turn(1)));
  }
  if (change) {
    shortcuts.push(
      on("m", m.day_action_moveMode_tip(), change.move),
      on("e", m.day_action_edit_tip(), change.edit),
      on(STEP_KEYS.arrive, m.day_action_arrive_tip(), () => change.note("arrive")),
      on(STEP_KEYS.callIn, m.day_action_callIn_tip(), () => change.note("callIn")),
      on(STEP_KEYS.finish, m.day_action_finish_tip(), () => change.note("finish")),
      on("n", m.booking_title(), change.book),
    );
  }
  if (delay) shortcuts.push(on("r", m.day_action_delay_tip(), delay));
  return shortcuts;
}

function on(keys: string, label: string, run: () => void): Shortcut {
  return { keys, label, scope: "screen", run };
}
