// Moving through rows with the arrows, also across the sections they stand in; one row at a time is in the tab order.
import { tick } from "svelte";
import { nextIndex } from "$lib/components/rovingFocus";

/** Rows carry `data-row-id`, and `tabindex={rows.tabIndex(id)}`; their container `{@attach rows.attach}`. */
export class RowNavigation {
  readonly #ids: () => readonly string[];
  #element: HTMLElement | null = null;
  #focused = $state<string | null>(null);
  #kept: string | null = null;

  /** `ids` are those on screen, in order. */
  constructor(ids: () => readonly string[]) {
    this.#ids = ids;
  }

  /** The row last focused, while it is on screen. */
  get selectedId(): string | null {
    return this.#focused !== null && this.#ids().includes(this.#focused) ? this.#focused : null;
  }

  tabIndex(id: string): 0 | -1 {
    return id === (this.selectedId ?? this.#ids()[0]) ? 0 : -1;
  }

  /** Focuses a row; the one Tab would reach when none is named. */
  focus(id: string | null = this.selectedId ?? this.#ids()[0] ?? null): void {
    if (id !== null) this.#rowOf(id)?.focus();
  }

  /** A row is about to change under the focus: it gets it back wherever it then stands. */
  keepFocus(id: string): void {
    this.#kept = id;
  }

  attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const onfocusin = (event: FocusEvent) => {
      this.#focused = idOf(event.target) ?? this.#focused;
    };
    const onkeydown = (event: KeyboardEvent) => this.#move(event);
    element.addEventListener("focusin", onfocusin);
    element.addEventListener("keydown", onkeydown);
    return () => {
      element.removeEventListener("focusin", onfocusin);
      element.removeEventListener("keydown", onkeydown);
    };
  };

  /** For an effect that reads what the rows show. */
  settle(): void {
    const id = this.#kept;
    if (id === null) return;
    void tick().then(() => {
      if (document.activeElement !== document.body || this.#kept !== id) return;
      this.#kept = null;
      this.focus(this.#ids().includes(id) ? id : undefined);
    });
  }

  #move(event: KeyboardEvent): void {
    // Keys pressed on a button inside a row are the button's.
    const id = event.target instanceof HTMLElement ? event.target.dataset["rowId"] : undefined;
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = this.#ids();
    const next = nextIndex(event.key, ids.indexOf(id), ids.length);
    if (next === null) return;
    event.preventDefault();
    this.focus(ids[next]);
  }

  #rowOf(id: string): HTMLElement | null {
    return this.#element?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`) ?? null;
  }
}

function idOf(target: EventTarget | null): string | null {
  if (!(target instanceof HTMLElement)) return null;
  return target.closest<HTMLElement>("[data-row-id]")?.dataset["rowId"] ?? null;
}
