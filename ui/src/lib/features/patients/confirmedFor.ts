// A confirmation that holds for exactly the values it was given for: typing anything withdraws it.
import type { PatientValues } from "./values";

export class ConfirmedFor {
  #values: string | null = null;

  give(values: PatientValues): void {
    this.#values = JSON.stringify(values);
  }

  holds(values: PatientValues): boolean {
    return this.#values === JSON.stringify(values);
  }
}
