// What is asked before a key is taken away.
import { expect, test } from "vitest";
import type { KeysView, UserKeysView } from "$lib/api/bindings";
import { isLastHolder, lackingText, revokeQuestion } from "./access";

const user = (username: string, fields: Partial<UserKeysView> = {}): UserKeysView => ({
  userId: username,
  username,
  role: "administrator",
  active: true,
  administrative: "granted",
  medical: "granted",
  ...fields,
});

const view = (users: UserKeysView[], fields: Partial<KeysView> = {}): KeysView => ({
  mine: { administrative: true, medical: true },
  keys: [],
  recoverySince: "2026-09-01T19:14",
  users,
  toReseal: 0,
  ...fields,
});

const admin = user("admin");
const claire = user("claire", { role: "reception" });

test("somebody else's key is taken without a question, for it can be given back", () => {
  expect(revokeQuestion(view([admin, claire]), claire, "medical", false)).toBeNull();
});

test("one's own key is asked about", () => {
  const question = revokeQuestion(view([admin, claire]), admin, "medical", true);
  expect(question?.action).toBe("Retirer mon accès");
  expect(question?.body).toContain("les notes médicales");
});

test("the last key of its kind is asked about, and who may not sign in does not count", () => {
  const others = [
    user("julien", { active: false }),
    user("ines", { medical: "withheld" }),
    user("nadia", { medical: "waiting" }),
  ];
  const last = view([admin, ...others]);
  expect(isLastHolder(last, admin, "medical")).toBe(true);
  expect(isLastHolder(last, admin, "administrative")).toBe(false);
  const question = revokeQuestion(last, admin, "medical", true);
  expect(question?.action).toBe("Retirer le dernier accès");
  expect(question?.body).toContain("il ne restera que le code de secours");
});

test("without a recovery code, the last key is worth everything", () => {
  const question = revokeQuestion(view([admin], { recoverySince: null }), admin, "medical", true);
  expect(question?.body).toContain("perdus pour toujours");
});

test("what an administrator cannot give is named", () => {
  const lacking = (administrative: boolean, medical: boolean) =>
    lackingText(view([admin], { mine: { administrative, medical } }));
  expect(lacking(true, true)).toBeNull();
  expect(lacking(true, false)).toContain("pas la clé médicale");
  expect(lacking(false, true)).toContain("pas la clé administrative");
  expect(lacking(false, false)).toContain("ni la clé administrative ni la clé médicale");
});
