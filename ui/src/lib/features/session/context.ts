// The signed-in session for every component inside the frame.
import { createContext } from "svelte";
import type { Action, Scope, SessionView } from "$lib/api/bindings";

/** The scope in which the session may do `action`, or `null`. Hides what Rust would refuse anyway. */
export function grantedScope(session: SessionView, action: Action): Scope | null {
  return session.grants.find((grant) => grant.action === action)?.scope ?? null;
}

export class SessionContext {
  readonly #read: () => SessionView;

  constructor(read: () => SessionView) {
    this.#read = read;
  }

  get view(): SessionView {
    return this.#read();
  }

  can(action: Action): boolean {
    return grantedScope(this.view, action) !== null;
  }

  /** Whether the session may do `action` for that practitioner. */
  canFor(action: Action, practitionerId: string | null): boolean {
    const scope = grantedScope(this.view, action);
    if (scope === "own") return practitionerId !== null && practitionerId === this.view.practitionerId;
    return scope === "all";
  }
}

const [useSession, provideSession] = createContext<SessionContext>();
export { provideSession, useSession };
