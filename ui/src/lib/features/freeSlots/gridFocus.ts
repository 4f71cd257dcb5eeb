// Moving with the arrows between buttons that flow in columns.

const STEPS: Record<string, 1 | -1> = { ArrowRight: 1, ArrowLeft: -1 };
const LINES: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

/** The button to move to for a key, or `null` when the key is not for them. */
export function neighbour(
  key: string,
  buttons: readonly HTMLElement[],
  from: HTMLElement,
): HTMLElement | null {
  const index = buttons.indexOf(from);
  if (index < 0) return null;
  if (key === "Home") return buttons[0] ?? null;
  if (key === "End") return buttons.at(-1) ?? null;
  const step = STEPS[key];
  if (step) return buttons[index + step] ?? from;
  const line = LINES[key];
  return line ? lineAway(buttons, index, line) : null;
}

/** The nearest button of the line above or below. */
function lineAway(buttons: readonly HTMLElement[], index: number, line: 1 | -1): HTMLElement | null {
  const places = buttons.map((button) => button.getBoundingClientRect());
  const here = places[index];
  if (!here) return null;
  const away = places.map(({ top }) => (top - here.top) * line);
  const nearest = Math.min(...away.filter((distance) => distance > 0));
  const candidates = buttons.filter((_, at) => away[at] === nearest);
  const across = (button: HTMLElement) => Math.abs(button.getBoundingClientRect().left - here.left);
  const [closest] = candidates.sort((a, b) => across(a) - across(b));
  return closest ?? buttons[index + line] ?? buttons[index] ?? null;
}
