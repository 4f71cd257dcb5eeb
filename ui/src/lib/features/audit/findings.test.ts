// Findings in words.
import { expect, test } from "vitest";
import type { AuditFindingView } from "$lib/api/bindings";
import { findingText } from "./findings";

const chains = [
  { chain: "c1", device: "Accueil 1", place: 900, own: true },
  { chain: "c2", device: "Tablette Dr Martin", place: 300, own: false },
];

function finding(fields: Partial<AuditFindingView>): AuditFindingView {
  return {
    kind: "edited",
    chain: "c1",
    place: 512,
    to: null,
    seenBy: null,
    entryId: null,
    at: null,
    ...fields,
  };
}

test("a chain is named by its device, and the place by its number", () => {
  const { title, meaning, where } = findingText(finding({}), chains);
  expect(title).toBe("Entrée modifiée après coup");
  expect(meaning).toContain("n° 512");
  expect(where).toMatch(/^Chaîne «.Accueil 1.», à partir du n° 512$/);
});

test("one missing entry is not several", () => {
  const one = findingText(finding({ kind: "missing", place: 7, to: 7 }), chains);
  const some = findingText(finding({ kind: "missing", place: 7, to: 9 }), chains);
  expect(one.meaning).toContain("L’entrée n° 7 n’est plus");
  expect(some.meaning).toContain("Les entrées n° 7 à 9 ne sont plus");
});

test("who saw more of a chain that was cut is named", () => {
  const text = findingText(finding({ kind: "cut", place: 880, seenBy: "c2" }), chains);
  expect(text.meaning).toContain("Tablette Dr Martin avait vu cette chaîne atteindre le n° 880");
});

test("the moment is that of the entry, or of the one next to what is not there", () => {
  const when = (fields: Partial<AuditFindingView>) =>
    findingText(finding({ at: "2026-11-23T10:30:05", ...fields }), chains).when?.replace(/\s/g, " ") ?? null;
  expect(when({})).toBe("Entrée datée du 23/11/2026 10:30:05");
  expect(when({ kind: "missing", to: 514 })).toBe("Avant l’entrée du 23/11/2026 10:30:05");
  expect(when({ kind: "cut", seenBy: "c2" })).toBe("La dernière qui reste est du 23/11/2026 10:30:05");
  expect(when({ at: null })).toBeNull();
});

test("an entry in no chain has no place", () => {
  expect(findingText(finding({ kind: "inserted", chain: null, place: null }), chains).where).toBeNull();
});
