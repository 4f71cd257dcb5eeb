// Which practitioners the planning shows; kept while the window is open.
import type { PractitionerView } from "$lib/api/bindings";

class PractitionerChoice {
  /** None chosen: what `whenNone` says. */
  #chosen = $state.raw<readonly string[]>([]);
  readonly #whenNone: (ids: readonly string[]) => readonly string[];

  constructor(whenNone: (ids: readonly string[]) => readonly string[]) {
    this.#whenNone = whenNone;
  }

  /** Shows or hides one; while all are shown, narrows to that one. */
  toggle(id: string, practitioners: readonly PractitionerView[]): void {
    const isNarrowed = this.of(practitioners).length < practitioners.length;
    if (!isNarrowed || this.#chosen.length === 0) this.#chosen = [id];
    else if (this.#chosen.includes(id)) this.#chosen = this.#chosen.filter((known) => known !== id);
    else this.#chosen = [...this.#chosen, id];
  }

  choose(ids: readonly string[]): void {
    this.#chosen = ids;
  }

  clear(): void {
    this.#chosen = [];
  }

  get isClear(): boolean {
    return this.#chosen.length === 0;
  }

  /** The ids shown, in the order given; where none of the chosen is among them, as if none were chosen. */
  of(practitioners: readonly PractitionerView[]): readonly string[] {
    const ids = practitioners.map((practitioner) => practitioner.id);
    const shown = ids.filter((id) => this.#chosen.includes(id));
    return shown.length > 0 ? shown : this.#whenNone(ids);
  }
}

/** A day shows everybody unless narrowed; a week, somebody: everybody's would be too wide to read. */
export const practitionerChoice = new PractitionerChoice((ids) => ids);
export const weekChoice = new PractitionerChoice((ids) => ids.slice(0, 1));
export type { PractitionerChoice };
