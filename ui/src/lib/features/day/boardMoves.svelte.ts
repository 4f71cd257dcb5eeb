// Moving on the planning, by a form in the panel or by hand in the grid, and where the grid shows it would go.
import type { AppointmentView, PracticeView, SlotView } from "$lib/api/bindings";
import { toast } from "$lib/components/toast";
import { dateParts } from "$lib/dates";
import type { AppointmentChanges } from "$lib/features/appointments/changes";
import { clashesOf, verdictOf, wishOf } from "$lib/features/appointments/wish";
import { moveHint } from "./actionHints";
import type { BoardSelection } from "./boardSelection.svelte";
import { beginMove, type Move } from "./changeForms";
import { ghostsOf, heldGhost, offersIn, type Ghost } from "./ghosts";
import type { usePlanning } from "./planningData.svelte";
import { Rearranging, type RefusedDrop } from "./rearranging.svelte";
import type { Spot } from "./spots";

export interface BoardMovesOptions {
  changes: AppointmentChanges;
  practice: () => PracticeView;
  selection: BoardSelection;
  planning: () => Pick<ReturnType<typeof usePlanning>, "day" | "days" | "isDayLoaded">;
  /** Something stands elsewhere now, by its form or by an offer that was taken. */
  onMoved: (moved: AppointmentView) => void;
}

export class BoardMoves {
  readonly #options: BoardMovesOptions;
  readonly #byHand: Rearranging;
  #begun = $state.raw<Move | null>(null);

  constructor(options: BoardMovesOptions) {
    this.#options = options;
    this.#byHand = new Rearranging(options.changes);
  }

  /** The move by form; it ends when another appointment is selected. */
  readonly byForm = $derived.by(() =>
    this.#begun?.appointment.id === this.#options.selection.id ? this.#begun : null,
  );

  /** What is held over the grid. */
  get held() {
    return this.#byHand.held;
  }

  /** The drop of the selected appointment that was refused. */
  readonly refused = $derived.by((): RefusedDrop | null => {
    const { refused } = this.#byHand;
    return refused?.appointment.id === this.#options.selection.id ? refused : null;
  });

  readonly heldClashes = $derived.by(() => {
    const { held } = this;
    const there = held && this.#options.planning().days.find((one) => one.date === held.spot.date);
    if (!held || !there) return false;
    const { patientId, id } = held.appointment;
    return clashesOf(held.spot, there, patientId, id).length > 0;
  });

  readonly #wish = $derived.by(() => (this.byForm ? wishOf(this.byForm.form.values) : null));

  /** What the day says to the place that stands in the form. */
  readonly verdict = $derived.by(() => {
    const { day, isDayLoaded } = this.#options.planning();
    if (!this.byForm || !isDayLoaded) return null;
    const { patientId, id } = this.byForm.appointment;
    return verdictOf(this.#wish, day, patientId, id);
  });

  /** Where it would go, and what is offered instead. */
  readonly ghosts = $derived.by((): Ghost[] => {
    if (this.held) return [heldGhost(this.held, this.heldClashes)];
    if (this.refused) return ghostsOf(null, false, offersIn(this.refused.error));
    const form = this.byForm?.form;
    return form?.dirty ? ghostsOf(this.#wish, this.verdict?.kind === "clash", offersIn(form.error)) : [];
  });

  /** The day to show: while something is moved, that of its form once it reads as one. */
  dateOr(date: string): string {
    const moving = this.byForm?.form.values.date;
    return moving !== undefined && dateParts(moving) ? moving : date;
  }

  beginForm(appointment: AppointmentView): void {
    this.forgetRefusal();
    const { changes, selection, onMoved } = this.#options;
    this.#begun = beginMove(
      appointment,
      () => selection.appointment,
      changes,
      (moved) => {
        this.endForm();
        onMoved(moved);
      },
    );
  }

  endForm(): void {
    this.#begun = null;
  }

  /** Takes hold of an appointment, or says why that cannot be. */
  takeHold(appointment: AppointmentView | undefined, by: "pointer" | "keys"): Spot | null {
    if (!appointment || this.held || this.byForm?.form.dirty) return null;
    const hint = moveHint(appointment, this.#options.practice());
    if (hint) {
      toast.problem(hint);
      return null;
    }
    this.endForm();
    return this.#byHand.begin(appointment, by);
  }

  put(spot: Spot): void {
    this.#byHand.put(spot);
  }

  leave(): void {
    this.#byHand.leave();
  }

  /** Lets go of it where it is held: the appointment as it then stands, which is where it was if that is refused. */
  async drop(): Promise<{ appointment: AppointmentView | null; isRefused: boolean }> {
    const from = this.held?.appointment ?? null;
    const moved = await this.#byHand.drop();
    const { refused } = this.#byHand;
    return { appointment: refused?.appointment ?? moved ?? from, isRefused: refused !== null };
  }

  async takeInstead(slot: SlotView): Promise<void> {
    const moved = await this.#byHand.takeInstead(slot);
    if (moved) this.#options.onMoved(moved);
  }

  forgetRefusal(): void {
    this.#byHand.forgetRefusal();
  }
}
