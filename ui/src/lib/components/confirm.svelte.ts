// Questions asked from code: `if (await ask({ … })) …`. Shown by ConfirmHost, one at a time.

export interface Question {
  title: string;
  body: string;
  /** The button that goes ahead names what it does: "Supprimer Dr Martin". */
  action: string;
  /** The button that leaves things as they are. */
  cancel?: string;
  /** `danger` for what cannot be taken back. */
  tone?: "danger" | "primary";
}

class Confirmations {
  #pending = $state.raw<{ question: Question; answer: (yes: boolean) => void } | null>(null);

  get question(): Question | null {
    return this.#pending?.question ?? null;
  }

  ask(question: Question): Promise<boolean> {
    this.#pending?.answer(false);
    return new Promise((resolve) => {
      this.#pending = { question, answer: resolve };
    });
  }

  answer(yes: boolean): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.answer(yes);
  }
}

export const confirmations = new Confirmations();

/** Resolves to whether the person went ahead. */
export function ask(question: Question): Promise<boolean> {
  return confirmations.ask(question);
}
