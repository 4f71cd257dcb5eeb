// Whose delay the planning reports: asked for in a column, or by a key for who is looked at.
import type { SessionContext } from "$lib/features/session/context";
import type { BoardSelection } from "./boardSelection.svelte";
import type { ColumnAddress } from "./spots";

export interface BoardDelayOptions {
  session: SessionContext;
  selection: BoardSelection;
  /** yyyy-mm-dd; a key reports delays of today. */
  today: () => string;
  /** The practitioners shown, by id. */
  chosenIds: () => readonly string[];
}

export class BoardDelay {
  /** Whose delay is being reported in the panel. */
  open = $state.raw<ColumnAddress | null>(null);
  readonly #options: BoardDelayOptions;

  constructor(options: BoardDelayOptions) {
    this.#options = options;
  }

  /** Whose delay a key would report, where the screen can tell. */
  readonly meant = $derived.by((): ColumnAddress | null => {
    const { selection, session, today, chosenIds } = this.#options;
    const [alone, ...others] = chosenIds();
    const practitionerId =
      selection.appointment?.practitionerId ??
      selection.focused?.practitionerId ??
      (others.length === 0 ? alone : undefined);
    const mayReport = practitionerId !== undefined && session.canFor("reportDelay", practitionerId);
    return mayReport ? { date: today(), practitionerId } : null;
  });

  report({ date, practitionerId }: ColumnAddress): void {
    if (this.#options.session.canFor("reportDelay", practitionerId)) this.open = { date, practitionerId };
  }

  close(): void {
    this.open = null;
  }
}
