// Keyboard shortcuts: registered by the screen that offers them, listed by "?", silent while someone types.
import { untrack } from "svelte";
import { m } from "$lib/i18n";
import { hasOpenLayer } from "$lib/layers";

export interface Shortcut {
  /** A key as `KeyboardEvent.key` in lower case ("n", "?", "/"), with "mod+" for Ctrl (Command on a Mac). */
  keys: string;
  /** What it does, for the list. */
  label: string;
  /** `general` works everywhere, `screen` on the screen that registers it. */
  scope: "general" | "screen";
  run: () => void;
}

class Shortcuts {
  /** Plain on purpose: an effect that ends reads state as it was, and would lose what was added since. */
  #registered: readonly Shortcut[] = [];
  #all = $state.raw<readonly Shortcut[]>([]);

  get all(): readonly Shortcut[] {
    return this.#all;
  }

  /** Adds shortcuts; answers how to remove them. Components use {@link useShortcuts}. */
  register(shortcuts: readonly Shortcut[]): () => void {
    this.#set([...this.#registered, ...shortcuts]);
    return () => this.#set(this.#registered.filter((known) => !shortcuts.includes(known)));
  }

  #set(shortcuts: readonly Shortcut[]): void {
    this.#registered = shortcuts;
    this.#all = shortcuts;
  }

  handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const hasModifier = event.ctrlKey || event.metaKey;
    if (event.altKey || (!hasModifier && (isTyping(event.target) || hasOpenLayer()))) return;
    const pressed = `${hasModifier ? "mod+" : ""}${event.key.toLowerCase()}`;
    const matching = this.#registered.filter((known) => known.keys === pressed);
    // What a screen offers for a key is nearer than what works everywhere.
    const shortcut = matching.findLast((known) => known.scope === "screen") ?? matching.at(-1);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };
}

export const shortcuts = new Shortcuts();

/** Offers shortcuts while the component lives; `read` is called again when what it reads changes. */
export function useShortcuts(read: () => readonly Shortcut[]): void {
  $effect(() => {
    const offered = read();
    return untrack(() => shortcuts.register(offered));
  });
}

/** Whether a key pressed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
  );
}

/** The keys as printed: "mod+k" is ["Ctrl", "K"]. */
export function keyLabels(keys: string): string[] {
  const named: Record<string, () => string> = {
    mod: m.frame_key_ctrl,
    shift: m.frame_key_shift,
    enter: m.frame_key_enter,
    escape: m.frame_key_escape,
    pageup: m.frame_key_pageUp,
    pagedown: m.frame_key_pageDown,
    arrowup: () => "↑",
    arrowdown: () => "↓",
    arrowleft: () => "←",
    arrowright: () => "→",
  };
  return keys.split("+").map((key) => named[key]?.() ?? key.toUpperCase());
}

/** The keys for `aria-keyshortcuts`. */
export function ariaKeys(keys: string): string {
  return keys
    .split("+")
    .map((key) => (key === "mod" ? "Control" : key.toUpperCase()))
    .join("+");
}
