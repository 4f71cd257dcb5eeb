// Whether the password of the first account is still worth telling: on a base just created, until it is replaced.
import { SvelteSet } from "svelte/reactivity";
import type { ConnectionView } from "$lib/api/bindings";

class FirstStart {
  /** Bases of this window whose first password is no longer the known one. */
  readonly #replacedIn = new SvelteSet<string>();

  tellsPassword(connection: ConnectionView): boolean {
    return connection.state === "ready" && connection.firstStart && !this.#replacedIn.has(connection.target);
  }

  passwordReplaced(connection: ConnectionView | undefined): void {
    if (connection) this.#replacedIn.add(connection.target);
  }
}

export const firstStart = new FirstStart();
