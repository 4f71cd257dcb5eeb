// Mock: who has which key. `?keys=resealing` is a change of keys that was interrupted, `?keys=nomine` an
// administrator without the medical key, `?keys=norecovery` a practice without a recovery code.
import type { Access, KeyKind, KeysView, KeyView, ResealView, UserView } from "../bindings";
import { progress, stepMs } from "./adoption";
import { appointments } from "./appointmentStore";
import { keysOf } from "./grants";
import { patients } from "./patients";
import { RECOVERY_CODE } from "./session";
import { found, issue, NOW, refuse, refuseIssues, situation, TODAY, type Handlers } from "./support";
import { users } from "./users";

const KINDS: readonly KeyKind[] = ["administrative", "medical"];
/** What the whole practice holds, and what an interruption left of it. */
const DOCUMENTS = 5_412;
const LEFT = 1_240;

export function keysHandlers(username: () => string): Handlers {
  const keys: KeyView[] = KINDS.flatMap((kind) => [
    { kind, number: 2, createdAt: "2026-09-01T19:12", current: true },
    { kind, number: 1, createdAt: "2026-03-02T08:05", current: false },
  ]);
  /** Who does not have a key although their role may; `ines` works at the desk without the medical notes. */
  const withheld = new Set(["ines medical"]);
  let recoverySince = situation("keys") === "norecovery" ? null : "2026-09-01T19:14";
  let toReseal = situation("keys") === "resealing" ? LEFT : 0;
  const me = () => found(users, users.find((known) => known.username === username())?.id ?? "", "user");
  if (!keysOf("administrator").medical) withheld.add("admin medical");

  function accessOf(user: UserView, kind: KeyKind): Access {
    if (user.role === "manager") return "notForRole";
    if (user.lastSignInAt === null) return "waiting";
    return withheld.has(`${user.username} ${kind}`) ? "withheld" : "granted";
  }

  const has = (kind: KeyKind) => accessOf(me(), kind) === "granted";

  const overview = (): KeysView => ({
    mine: { administrative: has("administrative"), medical: has("medical") },
    keys: [...keys],
    recoverySince,
    users: users.map((user) => ({
      userId: user.id,
      username: user.username,
      role: user.role,
      active: user.active,
      administrative: accessOf(user, "administrative"),
      medical: accessOf(user, "medical"),
    })),
    toReseal,
  });

  function guardBothKeys(): void {
    const missing = KINDS.find((kind) => !has(kind));
    if (missing) refuse({ code: "keyMissing", kind: missing });
  }

  async function reseal(documents: number): Promise<ResealView> {
    await progress("reseal", documents, stepMs());
    toReseal = 0;
    return { patients: patients.length, appointments: appointments.length, left: 0 };
  }

  return {
    keys_overview: overview,
    keys_grant: ({ userId, kind }: { userId: string; kind: KeyKind }) => {
      if (!has(kind)) refuse({ code: "keyMissing", kind });
      withheld.delete(`${found(users, userId, "user").username} ${kind}`);
      return overview();
    },
    keys_revoke: ({ userId, kind }: { userId: string; kind: KeyKind }) => {
      withheld.add(`${found(users, userId, "user").username} ${kind}`);
      return overview();
    },
    keys_new_recovery_code: ({ password }: { password: string }) => {
      guardBothKeys();
      refuseIssues([
        password === "" && issue("password", "required"),
        password === "faux" && issue("password", "wrongPassword"),
      ]);
      recoverySince = `${TODAY}T${NOW}`;
      return RECOVERY_CODE;
    },
    keys_rotate: () => {
      guardBothKeys();
      for (const key of keys) key.current = false;
      const number = Math.max(...keys.map((key) => key.number)) + 1;
      keys.unshift(...KINDS.map((kind) => ({ kind, number, createdAt: `${TODAY}T${NOW}`, current: true })));
      toReseal = DOCUMENTS;
      return reseal(DOCUMENTS);
    },
    keys_reseal: () => {
      guardBothKeys();
      return reseal(toReseal);
    },
  };
}
