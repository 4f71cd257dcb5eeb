// The one question before typed text is lost.
import { m } from "$lib/i18n";
import { ask } from "./confirm.svelte";

/** Set between a yes and the end of what it leads to: closing a panel may navigate, which would ask again. */
let justAccepted = false;

/** Resolves to whether the typed text may be lost. */
export async function askToDiscard(): Promise<boolean> {
  if (justAccepted) return true;
  const yes = await ask({
    title: m.common_discard_title(),
    body: m.common_discard_body(),
    action: m.common_discard_action(),
    cancel: m.common_discard_stay(),
    tone: "danger",
  });
  if (yes) {
    justAccepted = true;
    setTimeout(() => (justAccepted = false));
  }
  return yes;
}
