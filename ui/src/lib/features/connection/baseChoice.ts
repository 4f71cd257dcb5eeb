// The form that chooses another base. It outlives the attempt, so that a refused address can be corrected.
import type { ConnectionChoice } from "$lib/api/bindings";
import { FormState } from "$lib/forms/FormState.svelte";
import { requireFilled } from "$lib/forms/required";
import { withPassword } from "./address";

export interface BaseValues {
  kind: "embedded" | "mongodb";
  uri: string;
  /** For an address that names a user without a password. */
  password: string;
}

export type BaseChoice = FormState<BaseValues>;

export function baseChoice(
  initial: Pick<BaseValues, "kind" | "uri">,
  choose: (choice: ConnectionChoice) => Promise<unknown>,
): BaseChoice {
  return new FormState({
    initial: { ...initial, password: "" },
    submit: (values) => choose(choiceOf(values)),
  });
}

/** Refuses an empty address: changing to it would only leave the present base. */
function choiceOf({ kind, uri, password }: BaseValues): ConnectionChoice {
  if (kind === "embedded") return { kind };
  requireFilled({ uri }, ["uri"]);
  return { kind, uri: withPassword(uri, password), allowUnencrypted: false };
}
