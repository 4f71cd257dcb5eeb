// The assistant that takes over what an older MediGest left, a base or its files.
import { by, type TestId, testIds, type Window } from "../harness/window";

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
export async function goOnTo(window: Window, step: "options" | "run"): Promise<void> {
  await window.press(testIds.adoption.next);
  await window.browser
    .$(`[data-testid="${testIds.adoption.assistant}"][data-step="${step}"]`)
    .waitForDisplayed();
}

/** On the step of the choices: the older base was kept in this zone. */
export async function chooseZoneOfOld(window: Window, zone: string): Promise<void> {
  await window.fill(testIds.adoption.timeZone, zone);
  await window.pressAt(`${by(testIds.adoption.assistant)} [role="option"][data-id="${zone}"]`);
}

/** Does it, from the last step before, until `then` stands before every other screen; answers whether its progress was
 *  to be seen. */
export async function takeOver(window: Window, then: TestId): Promise<boolean> {
  const hadProgress = await window.lookOutFor(testIds.adoption.progress);
  await window.press(testIds.adoption.next);
  await window.see(then);
  return hadProgress();
}

/** Reads what came of it, as far as the files of `fixtures/legacy` tell. */
export async function readOutcome(window: Window): Promise<void> {
  await window.see(testIds.base.outcome);
  await window.read(testIds.adoption.figure, /12/, "patients");
  await window.read(testIds.adoption.figure, /20/, "appointments");
  await window.read(testIds.adoption.figure, /3/, "passwords");
  await window.read(testIds.adoption.added, /Dr\. Parti/);
  await window.read(testIds.adoption.overlap, OVERLAP);
}
