// A new file being typed: the form, and the files that may be the same person.
import type { PatientFile, PatientHit, PatientInput, RegisterOutcome } from "$lib/api/bindings";
import { FormState } from "$lib/forms/FormState.svelte";
import { ConfirmedFor } from "./confirmedFor";
import { inputOf, type PatientValues } from "./values";

export interface RegistrationOptions {
  /** What the form starts with. */
  start: PatientValues;
  register: (input: PatientInput, opId: string) => Promise<RegisterOutcome>;
  onRegistered: (file: PatientFile) => void;
}

export class Registration {
  readonly form: FormState<PatientValues, RegisterOutcome>;
  /** Who may be the same person, as of the last attempt. */
  candidates: readonly PatientHit[] = $state.raw([]);
  readonly #warnings = new ConfirmedFor();
  readonly #duplicate = new ConfirmedFor();

  constructor({ start, register, onRegistered }: RegistrationOptions) {
    this.form = new FormState<PatientValues, RegisterOutcome>({
      initial: start,
      submit: (values, opId) =>
        register(
          inputOf(values, {
            warnings: this.#warnings.holds(values),
            duplicate: this.#duplicate.holds(values),
          }),
          opId,
        ),
      onDone: (outcome) => {
        if (outcome.kind === "registered") return onRegistered(outcome.patient);
        // Nothing was written: what was typed is still to lose.
        this.form.rebase(start);
        this.candidates = outcome.candidates;
      },
    });
  }

  /** Registers although the rules find something unusual. */
  registerDespiteWarnings(): void {
    this.#warnings.give(this.form.values);
    void this.form.submit();
  }

  /** Registers although the practice may know this person already. */
  registerAnother(): void {
    this.#duplicate.give(this.form.values);
    void this.form.submit();
  }
}
