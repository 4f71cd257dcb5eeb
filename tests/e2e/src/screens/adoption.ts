// The assistant that takes over what an older MediGest left, a base or its files.
import { testIds, type Window } from "../harness/window";

/** What the report says of the files of `fixtures/legacy`. */
export const FOUND = [
  /3 mots de passe mal protégés/,
  /1 rendez-vous hors de la grille/,
  /Dr\. Parti : 1 rendez-vous/,
  /1 champ que MediGest ne connaît pas.*groupe_sanguin : 1 document/s,
  /1 chevauchement entre rendez-vous confirmés/,
];

/** The two appointments of theirs that share time. */
export const OVERLAP = /09:00–09:30.*LAMBERT Odile.*09:15–09:45.*OLIVIER Blandine/s;

/** Reads the report through. */
export async function readReport(window: Window): Promise<void> {
  for (const found of FOUND) await window.read(testIds.adoption.report, found);
  await window.read(testIds.adoption.overlap, OVERLAP);
}

/** Goes on in the assistant, which then shows that step. */
export async function goOnTo(window: Window, step: "options" | "run" | "outcome"): Promise<void> {
  await window.press(testIds.adoption.next);
  await window.browser
    .$(`[data-testid="${testIds.adoption.assistant}"][data-step="${step}"]`)
    .waitForDisplayed();
}

/** Does it, from the last step before; answers whether its progress was to be seen. */
export async function takeOver(window: Window): Promise<boolean> {
  const hadProgress = await window.lookOutFor(testIds.adoption.progress);
  await goOnTo(window, "outcome");
  return hadProgress();
}
