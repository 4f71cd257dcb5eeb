// Where the planning is and what is looked at in it: both stand in the address, the focus in the grid does not.
import type { AppointmentView } from "$lib/api/bindings";
import { router, type Route } from "$lib/router.svelte";
import type { PlanningView } from "./planningView";
import type { ColumnAddress } from "./spots";

export interface PlanningAddress {
  view: PlanningView;
  /** yyyy-mm-dd */
  date: string;
  /** The selected appointment. */
  appointmentId: string | null;
}

export class BoardSelection {
  /** The appointment that has or had the focus in the grid, and its column. */
  focused = $state.raw<({ id: string } & ColumnAddress) | null>(null);
  readonly #address: () => PlanningAddress;
  readonly #today: () => string;
  readonly #find: (id: string | null | undefined) => AppointmentView | undefined;
  #lastSeen: AppointmentView | null = null;

  /** `find` answers an appointment of the days that are read; `today` is yyyy-mm-dd. */
  constructor(
    address: () => PlanningAddress,
    today: () => string,
    find: (id: string | null | undefined) => AppointmentView | undefined,
  ) {
    this.#address = address;
    this.#today = today;
    this.#find = find;
  }

  get id(): string | null {
    return this.#address().appointmentId;
  }

  /** The last reading of the selected appointment: it stays in the panel while the planning moves on. */
  readonly appointment = $derived.by(() => {
    const found = this.#find(this.id);
    if (found || this.#lastSeen?.id !== this.id) this.#lastSeen = found ?? null;
    return this.#lastSeen;
  });

  /** What a key is meant for: the selected appointment, else the one with the focus. */
  aimed(): AppointmentView | undefined {
    return this.#find(this.id) ?? this.#find(this.focused?.id);
  }

  /** Goes to another part of the planning; what is not named stays, except the selection. */
  go(to: Partial<PlanningAddress>, options?: { replace: boolean }): Promise<boolean> {
    return router.navigate(this.#routeTo(to), options);
  }

  select(id: string | null): Promise<boolean> {
    return this.go({ appointmentId: id }, { replace: true });
  }

  #routeTo(to: Partial<PlanningAddress>): Route {
    const { view, date } = this.#address();
    const target = { view, date, ...to };
    return {
      name: "day",
      // The address of today names no date: left open overnight, it follows.
      date: target.date === this.#today() ? undefined : target.date,
      view: target.view === "week" ? "week" : undefined,
      appointmentId: target.appointmentId ?? undefined,
    };
  }
}
