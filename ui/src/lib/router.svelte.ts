// Which screen is shown, from the hash of the address; asks before leaving typed text behind.
import { askToDiscard } from "$lib/components/leave";
import { href, parseRoute, type Route } from "./routes";

export { href, type Route, type RouteName } from "./routes";

class Router {
  #current = $state.raw<Route | null>(null);
  #shownHash = "";
  readonly #guards = new Set<() => boolean>();

  /** `null` when the address names no screen; the frame then goes to the first one allowed. */
  get current(): Route | null {
    return this.#current;
  }

  /** Follows the address from now on; answers how to stop. */
  start(): () => void {
    this.#show(window.location.hash);
    const onHashChange = () => void this.#follow(window.location.hash);
    window.addEventListener("hashchange", onHashChange);
    return () => window.removeEventListener("hashchange", onHashChange);
  }

  /** Goes to a screen, asking first if something typed would be lost; answers whether it went. */
  async navigate(route: Route, options: { replace?: boolean } = {}): Promise<boolean> {
    const hash = href(route);
    if (hash === this.#shownHash) return true;
    if (!(await this.mayLeave())) return false;
    if (options.replace) window.history.replaceState(null, "", hash);
    else window.history.pushState(null, "", hash);
    this.#show(hash);
    return true;
  }

  /** Puts into the address what the screen shows beside its form: nothing is left behind, so nothing is asked. */
  amend(route: Route): void {
    const hash = href(route);
    window.history.replaceState(null, "", hash);
    this.#show(hash);
  }

  /** Whether nothing typed would be lost, or the person accepts to lose it. */
  async mayLeave(): Promise<boolean> {
    const wouldLose = [...this.#guards].some((isDirty) => isDirty());
    return !wouldLose || (await askToDiscard());
  }

  /** Adds a check for unsaved typing; answers how to remove it. Components use {@link guardLeave}. */
  addGuard(isDirty: () => boolean): () => void {
    this.#guards.add(isDirty);
    return () => this.#guards.delete(isDirty);
  }

  /** The address was changed by a link or by going back. */
  async #follow(hash: string): Promise<void> {
    if (hash === this.#shownHash) return;
    const wouldLose = [...this.#guards].some((isDirty) => isDirty());
    if (wouldLose) {
      // The screen stays until the answer is known, and the address with it.
      window.history.pushState(null, "", this.#shownHash);
      if (!(await askToDiscard())) return;
      window.history.pushState(null, "", hash);
    }
    this.#show(hash);
  }

  #show(hash: string): void {
    this.#shownHash = hash;
    this.#current = parseRoute(hash);
  }
}

export const router = new Router();

/** During a component's life, leaving the screen asks first while `isDirty()`. */
export function guardLeave(isDirty: () => boolean): void {
  $effect(() => router.addGuard(isDirty));
}
