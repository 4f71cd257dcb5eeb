// From the answer of a command to its data, or to the one kind of error that screens handle.
import type { CommandError } from "./bindings";

/** What every generated command answers. `error` is a plain string when Tauri itself refuses the call. */
export type CommandAnswer<T> = { status: "ok"; data: T } | { status: "error"; error: CommandError };

/** The only error the interface throws; `error` is what screens switch on. */
export class AppError extends Error {
  constructor(
    readonly error: CommandError,
    options?: ErrorOptions,
  ) {
    super(error.code, options);
    this.name = "AppError";
  }

  get code(): CommandError["code"] {
    return this.error.code;
  }
}

/** Where a failure outside the commands came from; shown to people as the reference to quote. */
const REFERENCE_REFUSED = "bridge";
const REFERENCE_THROWN = "window";

/** The data of the answer; throws an {@link AppError} for any of the three kinds of failure. */
export async function unwrap<T>(answer: Promise<CommandAnswer<T>>): Promise<T> {
  let settled: CommandAnswer<T>;
  try {
    settled = await answer;
  } catch (thrown) {
    throw toAppError(thrown);
  }
  if (settled.status === "ok") return settled.data;
  throw toAppError(settled.error);
}

/** Any thrown or answered failure as an {@link AppError}; one that already is comes back unchanged. */
export function toAppError(failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  if (isCommandError(failure)) return new AppError(failure);
  const reference = typeof failure === "string" ? REFERENCE_REFUSED : REFERENCE_THROWN;
  return new AppError({ code: "internal", reference }, { cause: failure });
}

function isCommandError(failure: unknown): failure is CommandError {
  return typeof failure === "object" && failure !== null && "code" in failure && !(failure instanceof Error);
}

/** The error of that code, narrowed, or `null`. */
export function errorOf<Code extends CommandError["code"]>(
  failure: unknown,
  code: Code,
): Extract<CommandError, { code: Code }> | null {
  if (!(failure instanceof AppError) || failure.code !== code) return null;
  return failure.error as Extract<CommandError, { code: Code }>;
}

/** A new operation id, 24 hexadecimal digits: sent again with a retry, so that nothing is done twice. */
export function newOpId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
