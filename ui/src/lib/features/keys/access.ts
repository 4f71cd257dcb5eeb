// Giving and taking keys: what is asked before, and who is the last to have one.
import type { KeyKind, KeysView, UserKeysView } from "$lib/api/bindings";
import type { Question } from "$lib/components/confirm.svelte";
import { m } from "$lib/i18n";
import { kindWords } from "./words";

/** Whether nobody else who may sign in has that key. */
export function isLastHolder(view: KeysView, user: UserKeysView, kind: KeyKind): boolean {
  return view.users
    .filter((known) => known.active && known[kind] === "granted")
    .every((known) => known.userId === user.userId);
}

/** What to ask before that key is taken away; `null` where it is simply given back. */
export function revokeQuestion(
  view: KeysView,
  user: UserKeysView,
  kind: KeyKind,
  isSelf: boolean,
): Question | null {
  const words = { username: user.username, texts: kindWords[kind].texts() };
  if (isLastHolder(view, user, kind)) {
    return {
      title: m.keys_revoke_last_title(),
      body:
        view.recoverySince === null ? m.keys_revoke_last_bodyNoCode(words) : m.keys_revoke_last_body(words),
      action: m.keys_revoke_last_action(),
      tone: "danger",
    };
  }
  if (!isSelf) return null;
  return {
    title: m.keys_revoke_self_title(),
    body: m.keys_revoke_self_body(words),
    action: m.keys_revoke_self_action(),
    tone: "danger",
  };
}

/** The keys that the administrator who looks does not have, in words; `null` when there are none. */
export function lackingText({ mine }: KeysView): string | null {
  if (mine.administrative && mine.medical) return null;
  if (!mine.administrative && !mine.medical) return m.keys_lacking_both();
  return m.keys_lacking({ key: kindWords[mine.medical ? "administrative" : "medical"].theKey() });
}
