// The state of one form: values, what differs from the start, issues per field, and sending it once.
import { tick } from "svelte";
import type { FieldIssue } from "$lib/api/bindings";
import { errorOf, newOpId, toAppError, type AppError } from "$lib/api/call";

export interface FormOptions<Values extends object, Result> {
  initial: Values;
  /**
   * Sends the values; throws an AppError when refused. `opId` stays the same while the same values are
   * sent again, so that a retry after a lost answer is not done twice.
   */
  submit: (values: Values, opId: string) => Promise<Result>;
  onDone?: (result: Result) => void;
}

interface Refusal<Values> {
  error: AppError;
  issues: FieldIssue[];
  /** The values it is about: an issue disappears as soon as its field changes. */
  values: Values;
}

export class FormState<Values extends object, Result = unknown> {
  values: Values = $state() as Values;
  #initial: Values = $state.raw() as Values;
  #refusal = $state.raw<Refusal<Values> | null>(null);
  #submitting = $state(false);
  #operation: { sent: string; opId: string } | null = null;
  #element: HTMLFormElement | null = null;
  readonly #options: FormOptions<Values, Result>;

  constructor(options: FormOptions<Values, Result>) {
    this.#options = options;
    this.#initial = structuredClone(options.initial);
    this.values = structuredClone(options.initial);
  }

  get initial(): Readonly<Values> {
    return this.#initial;
  }

  get submitting(): boolean {
    return this.#submitting;
  }

  /** Whether leaving now would lose something typed. */
  get dirty(): boolean {
    return JSON.stringify(this.values) !== JSON.stringify(this.#initial);
  }

  /** Any refusal that is not about fields, for the message above the buttons. */
  get error(): AppError | null {
    const refusal = this.#refusal;
    return refusal && refusal.error.code !== "validation" ? refusal.error : null;
  }

  /** Issues of that field, until it changes. */
  issues(field: keyof Values & string): FieldIssue[] {
    return this.#openIssues().filter((issue) => issue.field === field);
  }

  /** Issues that no field of this form shows. */
  get otherIssues(): FieldIssue[] {
    return this.#openIssues().filter((issue) => !(issue.field in this.values));
  }

  /** Only warnings stand in the way: the screen may offer to send all the same. */
  get onlyWarnings(): boolean {
    const open = this.#openIssues();
    return open.length > 0 && open.every((issue) => issue.severity === "warning");
  }

  /** Name and issues for a field component: `<TextField {...form.field("phone")} … />`. */
  field(name: keyof Values & string): { name: string; issues: FieldIssue[] } {
    return { name, issues: this.issues(name) };
  }

  /** Starts again from these values (or the first ones), with nothing to lose. */
  reset(values: Values = this.#initial): void {
    this.#initial = structuredClone($state.snapshot(values) as Values);
    this.values = structuredClone(this.#initial);
    this.#refusal = null;
  }

  /** What counts as unchanged moves to these values; what was typed stays. */
  rebase(values: Values): void {
    this.#initial = structuredClone($state.snapshot(values) as Values);
  }

  /** Shows issues found by the screen itself (two passwords that differ, say). */
  refuse(issues: FieldIssue[]): void {
    this.#refuse(toAppError({ code: "validation", fields: issues }));
  }

  /** Forgets the last refusal. */
  clearError(): void {
    this.#refusal = null;
  }

  /** Sends the form; the result, or `null` when refused or already under way. */
  async submit(): Promise<Result | null> {
    if (this.#submitting) return null;
    this.#submitting = true;
    this.#refusal = null;
    const values = this.#snapshot();
    try {
      const result = await this.#options.submit(values, this.#opIdFor(values));
      this.#operation = null;
      this.rebase(values);
      this.#options.onDone?.(result);
      return result;
    } catch (failure) {
      this.#refuse(toAppError(failure), values);
      return null;
    } finally {
      this.#submitting = false;
    }
  }

  /** The `<form>`: given by Form.svelte, so that a refusal can focus its first field. */
  attach = (element: HTMLFormElement): (() => void) => {
    this.#element = element;
    return () => {
      this.#element = null;
    };
  };

  #snapshot(): Values {
    return $state.snapshot(this.values) as Values;
  }

  #opIdFor(values: Values): string {
    const sent = JSON.stringify(values);
    if (this.#operation?.sent !== sent) this.#operation = { sent, opId: newOpId() };
    return this.#operation.opId;
  }

  #refuse(error: AppError, values: Values = this.#snapshot()): void {
    this.#refusal = { error, issues: errorOf(error, "validation")?.fields ?? [], values };
    if (error.code === "validation") void this.#focusFirstIssue();
  }

  #openIssues(): FieldIssue[] {
    const refusal = this.#refusal;
    if (!refusal) return [];
    return refusal.issues.filter((issue) => {
      const field = issue.field as keyof Values;
      return (
        !(field in this.values) ||
        JSON.stringify(this.values[field]) === JSON.stringify(refusal.values[field])
      );
    });
  }

  async #focusFirstIssue(): Promise<void> {
    await tick();
    const invalid = this.#element?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (invalid ?? this.#element?.querySelector<HTMLElement>("[data-warning]"))?.focus();
  }
}
