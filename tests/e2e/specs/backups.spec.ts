// A base as a whole: written to a backup, restored from it, and moved from a device to a server.
import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { type Base, emptyBase, type Scene, sceneBase, type Store } from "../src/harness/bases";
import { DESK } from "../src/harness/devices";
import { look } from "../src/harness/look";
import { root } from "../src/harness/paths";
import { freePort } from "../src/harness/processes";
import { story, storyOfSeveral } from "../src/harness/story";
import { testIds, Window } from "../src/harness/window";
import { closeTask, openTask, sendPath, writeBackup } from "../src/screens/base";
import { openFile } from "../src/screens/patients";
import { choosePassword, keepRecoveryCode, signIn } from "../src/screens/session";

const NOTES = /Allergie à la pénicilline/;
const NEW_PHONE = "06 39 98 00 77";
const OTHER_PRACTICE = { username: "admin", password: "Registre-du-coffre-9" };

function backups(store: Store) {
  let scene: () => Scene;
  const open = async () => {
    const [made, empty] = [await sceneBase(store), await emptyBase(store)];
    if (made === null || empty === null) return null;
    scene = made.scene;
    return { practice: { device: DESK, base: made.base }, replacement: { device: DESK, base: empty } };
  };
  const as = (username: string) => ({ username, password: scene().password });

  storyOfSeveral(`A backup on ${store}`, ["practice", "replacement"], open, (windows) => {
    let backup = { documents: "", path: "" };
    let phone = "";

    it("is written, and the screen says what it holds and where it is", async () => {
      const { practice } = windows;
      await signIn(practice, as("admin"));
      await openFile(practice, scene().begun.patientId);
      phone = /\d\d(?: \d\d){4}/.exec(await practice.read(testIds.patients.file, NOTES))?.[0] ?? "no number";
      backup = await writeBackup(practice);
      await look(practice, "backup-written");
      await closeTask(practice);
    });

    it("holds the protected texts sealed", async () => {
      const lines = gunzipSync(await readFile(backup.path)).toString();
      assert.match(lines, /DUPONT/);
      assert.doesNotMatch(lines, NOTES);
    });

    it("is not restored into a base that holds data, which stays as it has become", async () => {
      const { practice } = windows;
      await openFile(practice, scene().begun.patientId);
      await practice.press(testIds.patients.edit);
      await practice.fill(testIds.patients.phone, NEW_PHONE);
      await practice.press(testIds.patients.save);
      await practice.read(testIds.patients.file, new RegExp(NEW_PHONE));
      await openTask(practice, "restore");
      await sendPath(practice, backup.path);
      await practice.read(testIds.base.failure, /contient déjà des données. Rien n’a été écrit/);
      await look(practice, "restore-not-empty");
      await closeTask(practice);
      await openFile(practice, scene().begun.patientId);
      await practice.read(testIds.patients.file, new RegExp(NEW_PHONE));
    });

    it("is refused where it is missing, another file, cut or changed, and nothing is written", async () => {
      const { replacement } = windows;
      await signIn(replacement, { username: "admin", password: "admin123" });
      await replacement.see(testIds.session.changePage);
      await choosePassword(replacement, "admin123", OTHER_PRACTICE.password);
      await keepRecoveryCode(replacement);
      await openTask(replacement, "restore");
      const whole = await readFile(backup.path);
      const middle = Math.floor(whole.length / 2);
      const changed = Buffer.from(whole);
      changed[middle] = ~(changed[middle] ?? 0) & 0xff;
      await writeFile(`${backup.path}.cut`, whole.subarray(0, middle));
      await writeFile(`${backup.path}.changed`, changed);
      for (const [path, said] of [
        [`${backup.path}.nowhere`, /Introuvable ou illisible/],
        [`${root}/Cargo.toml`, /n’est pas une sauvegarde de MediGest/],
        [`${backup.path}.cut`, /coupé ou modifié/],
        [`${backup.path}.changed`, /coupé ou modifié/],
      ] as const) {
        await sendPath(replacement, path);
        await replacement.read(testIds.common.fieldIssue, said);
      }
      await look(replacement, "restore-damaged");
    });

    it("is restored into an empty base, which says how much came back", async () => {
      const { replacement } = windows;
      await sendPath(replacement, backup.path);
      await replacement.read(testIds.base.outcome, new RegExp(`${backup.documents} documents remis`));
      await look(replacement, "restored");
      await replacement.press(testIds.base.goOn);
    });

    it("brings back the accounts of then: the password chosen since is refused", async () => {
      const { replacement } = windows;
      await signIn(replacement, OTHER_PRACTICE);
      await replacement.read(testIds.session.error, /mot de passe incorrect/i);
    });

    it("brings back everything as it was, protected texts too, and leaves the first base as it is", async () => {
      const { practice, replacement } = windows;
      await signIn(replacement, as("claire"));
      await openFile(replacement, scene().begun.patientId);
      const file = await replacement.read(testIds.patients.file, NOTES);
      assert.ok(file.includes(phone), `${phone} in ${file}`);
      assert.ok(!file.includes(NEW_PHONE));
      await look(replacement, "file-restored");
      await practice.read(testIds.patients.file, new RegExp(NEW_PHONE));
    });
  });
}

backups("sqlite");
backups("mongodb");

let server: Base | null = null;
let scene: () => Scene;

/** The scene on this device, and a server that is to take it. */
async function openBeforeMoving(): Promise<Base | null> {
  const [made, empty] = [await sceneBase("sqlite"), await emptyBase("mongodb")];
  if (made === null || empty === null) return null;
  scene = made.scene;
  server = empty;
  return { ...made.base, remove: empty.remove };
}

story("The base of this device moves to a server", openBeforeMoving, (stage) => {
  it("stays where it is when the server does not answer", async () => {
    const { window } = stage;
    await signIn(window, { username: "admin", password: scene().password });
    await openTask(window, "move");
    await window.fill(testIds.connection.uri, `mongodb://127.0.0.1:${await freePort()}/medigest`);
    await window.press(testIds.base.submit);
    await window.read(testIds.base.failure, /ne répond pas/);
    await look(window, "move-refused");
    await window.read(testIds.base.open, /medigest\.sqlite/);
  });

  it("is copied and compared, and the work goes on at the server", async () => {
    const { window } = stage;
    const uri = server?.environment["MONGO_URI"] ?? "";
    await window.fill(testIds.connection.uri, uri);
    await window.press(testIds.base.submit);
    await window.read(testIds.base.outcome, /travaille maintenant sur le serveur : [\d ]+ documents/);
    await look(window, "moved");
    await window.press(testIds.base.goOn);
    await signIn(window, { username: "admin", password: scene().password });
    await window.press(testIds.frame.navBase);
    await window.read(testIds.base.open, new RegExp(new URL(uri).host));
    await openFile(window, scene().begun.patientId);
    await window.read(testIds.patients.file, NOTES);
  });

  it("is found there by another device, with its accounts and protected texts", async () => {
    assert.ok(server);
    const other = await Window.open(server, "the-base-of-this-device-moves-to-a-server-other");
    try {
      await signIn(other, { username: "claire", password: scene().password });
      await openFile(other, scene().begun.patientId);
      await other.read(testIds.patients.file, NOTES);
    } finally {
      await other.close();
    }
  });
});
