// The active option of a list under a text field (the ARIA combobox pattern): the field keeps the focus.

export class Listbox {
  active = $state(0);
  readonly #count: () => number;
  readonly #choose: (index: number) => void;
  readonly #id: string;

  constructor(id: string, count: () => number, choose: (index: number) => void) {
    this.#id = id;
    this.#count = count;
    this.#choose = choose;
  }

  get id(): string {
    return `${this.#id}-list`;
  }

  optionId(index: number): string {
    return `${this.#id}-option-${index}`;
  }

  /** For `aria-activedescendant`. */
  get activeId(): string | undefined {
    return this.index < 0 ? undefined : this.optionId(this.index);
  }

  /** The active index inside the current options, -1 when there is none. */
  get index(): number {
    return Math.min(this.active, this.#count() - 1);
  }

  /** Handles arrows and Enter; answers whether the key was for the list. */
  key(event: KeyboardEvent): boolean {
    const count = this.#count();
    if (count === 0 || event.isComposing) return false;
    if (event.key === "ArrowDown") this.#activate((this.index + 1) % count);
    else if (event.key === "ArrowUp") this.#activate((this.index - 1 + count) % count);
    else if (event.key === "Enter") this.#choose(this.index);
    else return false;
    event.preventDefault();
    return true;
  }

  #activate(index: number): void {
    this.active = index;
    document.getElementById(this.optionId(index))?.scrollIntoView?.({ block: "nearest" });
  }
}
