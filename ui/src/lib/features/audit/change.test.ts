// Before and after in the sentences that the log stores.
import { expect, test } from "vitest";
import { changeIn } from "./change";

const differing = (details: string) => {
  const change = changeIn(details);
  const marked = (side: "before" | "after") =>
    change?.[side].filter(({ differs }) => differs).map(({ text }) => text);
  return { lead: change?.lead, before: marked("before"), after: marked("after") };
};

test("a moved appointment differs in its time alone", () => {
  expect(
    differing(
      "RDV modifié pour patient 65f0 : Dr House, 23/11/2026 10:30–11:00 → Dr House, 24/11/2026 09:00–09:30",
    ),
  ).toEqual({
    lead: "RDV modifié pour patient 65f0",
    before: ["23/11/2026 10:30–11:00"],
    after: ["24/11/2026 09:00–09:30"],
  });
});

test("a role and a practitioner's name are compared as a whole", () => {
  expect(differing("Utilisateur rôle modifié : claire (Accueil) → Responsable")).toEqual({
    lead: "Utilisateur rôle modifié",
    before: ["claire (Accueil)"],
    after: ["Responsable"],
  });
});

test("a comma in a name leaves the whole marked rather than a wrong part", () => {
  const { before, after } = differing("Paramètres modifiés : Cabinet, Lilas, 30 min → Cabinet, 30 min");
  expect([before?.length, after?.length]).toEqual([3, 2]);
});

test("a sentence without an arrow tells no change", () => {
  expect(changeIn("RDV créé pour patient 65f0 avec Dr House, 23/11/2026 10:30–11:00")).toBeNull();
});
