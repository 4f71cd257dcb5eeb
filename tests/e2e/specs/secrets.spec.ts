// What is secret: the pause after wrong passwords, the lock, who may read what, new keys, and the recovery code.
import { strict as assert } from "node:assert";
import { type Scene, sceneBase } from "../src/harness/bases";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { testIds } from "../src/harness/window";
import { changeKeys, makeRecoveryCode, switchAccess } from "../src/screens/keys";
import { openFile } from "../src/screens/patients";
import { keepRecoveryCode, lock, recover, signIn, signOut, unlock } from "../src/screens/session";

/** The notes of the patient whose appointment has begun. */
const NOTES = /Allergie à la pénicilline/;
const NEW_PASSWORD = "Coffre-du-couloir-3";

let scene: () => Scene;

async function open() {
  const made = await sceneBase("sqlite");
  if (made) scene = made.scene;
  return made?.base ?? null;
}

story("Secrets", open, (stage) => {
  let code = "";
  const as = (username: string) => ({ username, password: scene().password });
  const idOf = (wanted: string) => scene().users.find(({ username }) => username === wanted)?.id ?? "nobody";

  it("pauses the sign-in after three wrong passwords, and says for how long", async () => {
    const { window } = stage;
    for (let failures = 0; failures < 3; failures += 1) {
      await signIn(window, { username: "martine", password: "not-hers" });
      // It is taken back there to be typed again.
      await window.seeFocus(testIds.session.password);
      await window.read(testIds.session.error, /mot de passe incorrect/i);
    }
    await window.press(testIds.session.submit);
    await window.read(testIds.session.pause, /Trop d’essais\. Vous pourrez réessayer dans \d+ s/);
    await look(window, "sign-in-paused");
    await window.read(testIds.session.pause, /Vous pouvez réessayer/);
  });

  it("shows the administrator whose sign-ins failed, who lets them try again", async () => {
    const { window } = stage;
    const martine = idOf("martine");
    await signIn(window, as("admin"));
    await window.press(testIds.frame.navUsers);
    await window.read(testIds.users.row, /3 échecs/, martine);
    await look(window, "users-failures");
    await window.pressWithin(testIds.users.row, martine, testIds.users.unlock);
    await window.read(testIds.users.row, /^(?!.*échec)/s, martine);
    await signOut(window);
  });

  it("locks by its button and leaves nothing of the practice to be seen, reached or heard", async () => {
    const { window } = stage;
    await signIn(window, as("claire"));
    await window.press(testIds.frame.navPatients);
    await window.press(testIds.patients.create);
    await window.fill(testIds.patients.lastName, "Rousseau");
    await window.fill(testIds.patients.firstName, "Inès");
    await lock(window);
    assert.deepEqual(await window.reachableBeside(testIds.session.lockScreen), []);
    await look(window, "locked");
    await window.key("Control", "k");
    await window.notSee(testIds.frame.search);
    assert.deepEqual(await window.reachableBeside(testIds.session.lockScreen), []);
  });

  it("refuses a wrong password in words, and goes on with the right one where it was", async () => {
    const { window } = stage;
    await unlock(window, "not-hers");
    await window.read(testIds.session.error, /Mot de passe incorrect/);
    await look(window, "locked-refused");
    await unlock(window, scene().password);
    await window.notSee(testIds.session.lockScreen);
    assert.equal(await window.valueOf(testIds.patients.lastName), "ROUSSEAU");
    assert.equal(await window.valueOf(testIds.patients.firstName), "Inès");
    await window.press(testIds.patients.leaveEdit);
    await window.press(testIds.common.confirmAction);
    await openFile(window, scene().begun.patientId);
    await window.read(testIds.patients.file, NOTES);
    await signOut(window);
  });

  it("lets the administrator withhold the notes from one user", async () => {
    const { window } = stage;
    await signIn(window, as("admin"));
    await window.press(testIds.frame.navKeys);
    await look(window, "protected-data");
    await switchAccess(window, idOf("claire"), "medical", "withheld");
    await look(window, "protected-data-withheld");
    await signOut(window);
  });

  it("shows that user a mark in their place, and lets them change the rest of the file", async () => {
    const { window } = stage;
    await signIn(window, as("claire"));
    await openFile(window, scene().begun.patientId);
    const words = await window.read(testIds.patients.file, /Protégé/);
    assert.ok(!NOTES.test(words), "the notes are withheld");
    await look(window, "file-withheld");
    await window.press(testIds.patients.edit);
    await window.see(testIds.keys.sealedField);
    await look(window, "file-withheld-edit");
    await window.fill(testIds.patients.phone, "06 39 98 00 77");
    await window.press(testIds.patients.save);
    await window.read(testIds.patients.file, /06 39 98 00 77/);
    await signOut(window);
  });

  it("has kept the notes for who may read them", async () => {
    const { window } = stage;
    await signIn(window, as("admin"));
    await openFile(window, scene().begun.patientId);
    await window.read(testIds.patients.file, /06 39 98 00 77.*Allergie à la pénicilline/s);
  });

  it("changes the keys, shows how far it is, and the notes can be read as before", async () => {
    const { window } = stage;
    await window.press(testIds.frame.navKeys);
    assert.ok(await changeKeys(window), "its progress is shown");
    await window.see(testIds.keys.key, "medical 2");
    await look(window, "keys-changed");
    await openFile(window, scene().begun.patientId);
    await window.read(testIds.patients.file, NOTES);
  });

  it("shows a new recovery code once, and recovers the administrator by it", async () => {
    const { window } = stage;
    await window.press(testIds.frame.navKeys);
    await makeRecoveryCode(window, scene().password);
    await look(window, "new-recovery-code");
    code = await keepRecoveryCode(window);
    await window.press(testIds.keys.newCode);
    await window.see(testIds.keys.codePassword);
    await window.notSee(testIds.session.codeSheet);
    await window.key("Escape");
    await window.notSee(testIds.keys.codePanel);
    await signOut(window);
    await recover(window, { username: "admin", password: NEW_PASSWORD }, code);
    await window.see(testIds.session.codePage);
    assert.notEqual(await keepRecoveryCode(window), code, "a code is good for one time");
    await openFile(window, scene().begun.patientId);
    await window.read(testIds.patients.file, NOTES);
    await signOut(window);
  });

  it("takes neither the lost password nor the used code afterwards", async () => {
    const { window } = stage;
    await signIn(window, as("admin"));
    await window.read(testIds.session.error, /mot de passe incorrect/i);
    await recover(window, { username: "admin", password: NEW_PASSWORD }, code);
    await window.read(testIds.common.fieldIssue, /code/i);
    await look(window, "recover-refused");
  });
});
