// What was decided about the appointments an absence hits, as long as this window is open. Moved and cancelled
// ones are hit no longer, so the base knows; keeping one changes nothing there, and is only ticked off here.
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { AppointmentView } from "$lib/api/bindings";

/** Ids only: they may outlive the session. */
const kept = new SvelteSet<string>();

const keyOf = (absenceId: string, hit: Pick<AppointmentView, "id">) => `${absenceId} ${hit.id}`;

export type Settled =
  | { hit: AppointmentView; how: "kept" | "cancelled" }
  | { hit: AppointmentView; how: "moved"; to: AppointmentView };

/** The work list of one absence. */
export class Decisions {
  readonly #absenceId: string;
  readonly #hits: () => readonly AppointmentView[];
  readonly #gone = new SvelteMap<string, Settled>();

  /** `hits()` are the standing appointments that the absence still hits. */
  constructor(absenceId: string, hits: () => readonly AppointmentView[]) {
    this.#absenceId = absenceId;
    this.#hits = hits;
  }

  /** Those to decide about. */
  get open(): AppointmentView[] {
    return this.#hits().filter((hit) => !kept.has(keyOf(this.#absenceId, hit)));
  }

  /** Earliest first. A move or cancellation that was taken back is to decide about again. */
  get settled(): Settled[] {
    const hits = this.#hits();
    const gone = [...this.#gone.values()].filter(({ hit }) => hits.every(({ id }) => id !== hit.id));
    const ticked = hits
      .filter((hit) => kept.has(keyOf(this.#absenceId, hit)))
      .map((hit): Settled => ({ hit, how: "kept" }));
    const at = ({ hit }: Settled) => `${hit.date}T${hit.start}`;
    return [...gone, ...ticked].sort((a, b) => at(a).localeCompare(at(b)));
  }

  keep(hit: AppointmentView): void {
    kept.add(keyOf(this.#absenceId, hit));
  }

  /** Decides again about one that was kept. */
  reconsider(hit: AppointmentView): void {
    kept.delete(keyOf(this.#absenceId, hit));
  }

  /** Moved or cancelled. */
  note(settled: Settled): void {
    this.#gone.set(settled.hit.id, settled);
  }
}
