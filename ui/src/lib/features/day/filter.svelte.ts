// Which practitioners the day shows; kept while the window is open.
import type { DayColumn } from "$lib/api/bindings";

class PractitionerChoice {
  /** None chosen: all are shown. */
  #chosen = $state.raw<readonly string[]>([]);

  isChosen(id: string): boolean {
    return this.#chosen.includes(id);
  }

  toggle(id: string): void {
    this.#chosen = this.isChosen(id) ? this.#chosen.filter((known) => known !== id) : [...this.#chosen, id];
  }

  clear(): void {
    this.#chosen = [];
  }

  /** The columns chosen; all of them where none of the chosen is among them. */
  of(columns: DayColumn[]): DayColumn[] {
    const chosen = columns.filter((column) => this.isChosen(column.practitioner.id));
    return chosen.length > 0 ? chosen : columns;
  }
}

export const practitionerChoice = new PractitionerChoice();
