// The text inside a date or time field: free while typed, tidy once left. The value is ISO text when
// the input reads as one, else the text as typed, so that the rules can refuse it in their own words.

export interface TypedFormat {
  /** ISO text, or `null` when the input is not one (yet). */
  parse: (text: string) => string | null;
  /** What the field shows for an ISO value; other text unchanged. */
  display: (value: string) => string;
  /** Whether more typing would not change the meaning. */
  isComplete: (text: string) => boolean;
}

export class TypedField {
  readonly #format: TypedFormat;
  readonly #read: () => string;
  readonly #write: (value: string) => void;
  /** What is typed but not settled; the value itself is shown otherwise. */
  #draft = $state<string | null>(null);
  #draftValue = "";

  constructor(format: TypedFormat, read: () => string, write: (value: string) => void) {
    this.#format = format;
    this.#read = read;
    this.#write = write;
  }

  /** The text on screen; a value set from outside replaces an unfinished draft. */
  get text(): string {
    const value = this.#read();
    return this.#draft !== null && this.#draftValue === value ? this.#draft : this.#format.display(value);
  }

  /** The ISO value, or `null`. */
  get iso(): string | null {
    return this.#format.parse(this.#read());
  }

  type(text: string): void {
    const value = this.#format.isComplete(text) ? (this.#format.parse(text) ?? text) : text;
    this.#draftValue = value;
    this.#draft = text;
    this.#write(value);
  }

  /** The field is left or Enter is pressed: what can be read becomes the value. */
  settle(): void {
    const text = this.text;
    this.#draft = null;
    const value = this.#format.parse(text) ?? text.trim();
    if (value !== this.#read()) this.#write(value);
  }

  set(iso: string): void {
    this.#draft = null;
    this.#write(iso);
  }
}
