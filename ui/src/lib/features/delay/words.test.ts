// What a delay does, in words.
import { expect, test } from "vitest";
import type { DelayPreview } from "$lib/api/bindings";
import { effectLines } from "./words";

const effect: DelayPreview = {
  minutes: 15,
  shifted: 6,
  absorbedMinutes: 10,
  plannedEnd: "18:00",
  projectedEnd: "18:05",
  overflow: [],
};

test("how many shift, what gaps absorb, and when the day ends now", () => {
  const [shifted, absorbed, end] = effectLines(effect);
  expect(shifted).toBe("6 patients décalés");
  expect(absorbed).toMatch(/^10.min absorbées par les temps libres$/);
  expect(end).toMatch(/^Fin de journée.: 18:05 au lieu de 18:00$/);
});

test("an end that does not move is said as well, and gaps that absorb nothing", () => {
  const [, absorbed, end] = effectLines({ ...effect, absorbedMinutes: 0, projectedEnd: "18:00" });
  expect(absorbed).toBe("Aucun temps libre pour l’absorber");
  expect(end).toMatch(/^Fin de journée inchangée.: 18:00$/);
});

test("nobody shifts: nothing is said about gaps", () => {
  expect(effectLines({ ...effect, shifted: 0, plannedEnd: null, projectedEnd: null })).toEqual([
    "Aucun rendez-vous décalé",
  ]);
});
