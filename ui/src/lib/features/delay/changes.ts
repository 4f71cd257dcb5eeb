// Reporting and withdrawing a delay: says what happened, with a way back to how it was before.
import type { QueryClient } from "@tanstack/svelte-query";
import { commands, type DelayInput, type DelayView } from "$lib/api/bindings";
import { newOpId } from "$lib/api/call";
import { toast } from "$lib/components/toast";
import { sendChange } from "$lib/features/appointments/sendChange";
import { formatDuration } from "$lib/format";
import { m } from "$lib/i18n";

export class DelayChanges {
  readonly #client: QueryClient;
  /** Named in the messages. */
  readonly #practitioner: string;

  constructor(client: QueryClient, practitionerName: string) {
    this.#client = client;
    this.#practitioner = practitionerName;
  }

  /** `before` is the delay that held until now. */
  async report(input: DelayInput, opId: string, before: DelayView | null): Promise<DelayView> {
    const reported = await this.#report(input, opId);
    toast.done(
      m.delay_toast_reported({
        duration: formatDuration(reported.minutes),
        practitioner: this.#practitioner,
      }),
      { undo: () => (before ? this.#restore(before) : this.#withdraw(reported, newOpId())) },
    );
    return reported;
  }

  async withdraw(delay: DelayView, opId: string): Promise<void> {
    await this.#withdraw(delay, opId, () => this.#restore(delay));
  }

  async #withdraw({ id }: DelayView, opId: string, undo?: () => Promise<void>): Promise<void> {
    await sendChange(this.#client, () => commands.delayWithdraw(id, opId));
    toast.done(m.delay_toast_withdrawn({ practitioner: this.#practitioner }), { undo });
  }

  async #restore({ practitionerId, date, from, minutes }: DelayView): Promise<void> {
    await this.#report({ practitionerId, date, from, minutes, add: false }, newOpId());
    toast.done(
      m.delay_toast_restored({ duration: formatDuration(minutes), practitioner: this.#practitioner }),
    );
  }

  #report(input: DelayInput, opId: string): Promise<DelayView> {
    return sendChange(this.#client, () => commands.delayReport(input, opId));
  }
}
