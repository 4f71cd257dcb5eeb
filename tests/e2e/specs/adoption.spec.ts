// Taking over what an older MediGest left: its base on a server, and the files it was exported to.
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { emptyBase, olderBase } from "../src/harness/bases";
import { look } from "../src/harness/look";
import { olderFiles } from "../src/harness/paths";
import { story } from "../src/harness/story";
import { testIds, type Window } from "../src/harness/window";
import { goOnTo, OVERLAP, readOutcome, readReport, takeOver } from "../src/screens/adoption";
import { findPatient } from "../src/screens/patients";
import {
  type Account,
  choosePassword,
  keepRecoveryCode,
  signIn,
  signInFirst,
  signOut,
} from "../src/screens/session";

const ADMIN: Account = { username: "admin", password: "admin123" };
const SECR: Account = { username: "secr", password: "secr123" };
const MAUD = "6a0000030000000000000001";

/** The older MediGest wrote 14:00 of the practice as if it were universal time, in winter and in summer. */
const VISITS = /14:00.*Dr\. Aubry.*14:00.*Dr\. Lefèvre.*Palpitations/s;

/** The reception signs in with the password of before, chooses another, and reads a file of before. */
async function workAsReception(window: Window): Promise<void> {
  await signInFirst(window, SECR, "Bonjour-du-comptoir-4");
  await window.press(testIds.frame.navPatients);
  await findPatient(window, "carpentier", MAUD);
  await window.pressRow(testIds.patients.row, MAUD);
  await window.read(testIds.patients.panel, /CARPENTIER Maud.*06 39 98 01 01.*Asthme\./s);
  await window.read(testIds.patients.visits, VISITS);
}

story("An older base is adopted", olderBase, (stage) => {
  it("lets nobody in but an administrator, and says why", async () => {
    const { window } = stage;
    await window.see(testIds.session.page);
    await signIn(window, SECR);
    await window.read(testIds.session.error, /Un administrateur doit d’abord se connecter/);
    await look(window, "sign-in-not-adopted");
  });

  it("tells an administrator what it found before it changes anything", async () => {
    const { window } = stage;
    await signIn(window, ADMIN);
    await window.see(testIds.adoption.page);
    await readReport(window);
    await look(window, "adoption-report");
  });

  it("adopts it with the usual choices: backup, progress, recovery code, outcome", async () => {
    const { window } = stage;
    await goOnTo(window, "options");
    await look(window, "adoption-options");
    await goOnTo(window, "run");
    await look(window, "adoption-run");
    assert.ok(await takeOver(window, testIds.session.code), "its progress is shown");
    await look(window, "adoption-recovery-code");
    await keepRecoveryCode(window);
    await readOutcome(window);
    const backup = await window.read(testIds.adoption.backup, /\S/);
    assert.ok(existsSync(backup.trim()), `the backup is where it is said to be: ${backup}`);
    await look(window, "adoption-outcome");
  });

  it("asks the administrator for a new password, and lists the overlap to be settled", async () => {
    const { window } = stage;
    await window.press(testIds.base.goOn);
    await window.see(testIds.session.changePage);
    await choosePassword(window, ADMIN.password, "Registre-du-coffre-9");
    await window.see(testIds.frame.frame);
    await window.read(testIds.base.badge, /1/);
    await window.press(testIds.frame.navBase);
    await window.read(testIds.base.overlaps, OVERLAP);
    await look(window, "base-and-backups");
    await window.press(testIds.adoption.overlapOpen);
    await window.read(testIds.day.panel, /LAMBERT Odile/);
    await look(window, "day-overlap");
    await signOut(window);
  });

  it("lets the reception in with the password of before, which then chooses another, and reads what was there", async () => {
    const { window } = stage;
    await workAsReception(window);
    await look(window, "file-adopted");
    await signOut(window);
  });
});

story(
  "Files of an older base are imported",
  () => emptyBase("sqlite"),
  (stage) => {
    it("begins with a base of this practice's own", async () => {
      const { window } = stage;
      await signIn(window, ADMIN);
      await window.see(testIds.session.changePage);
      await choosePassword(window, ADMIN.password, "Registre-du-coffre-9");
      await keepRecoveryCode(window);
      await window.see(testIds.frame.frame);
    });

    it("says beside the field that a folder holds no such files", async () => {
      const { window } = stage;
      await window.press(testIds.frame.navBase);
      await window.press(testIds.base.task, "import");
      await window.fill(testIds.base.path, `${olderFiles}-of-nobody`);
      await window.press(testIds.base.submit);
      await window.read(testIds.common.fieldIssue, /Introuvable/);
      await look(window, "import-no-folder");
    });

    it("reads the files, tells what it found, and imports them", async () => {
      const { window } = stage;
      await window.fill(testIds.base.path, olderFiles);
      await window.press(testIds.base.submit);
      await readReport(window);
      await look(window, "import-report");
      await goOnTo(window, "options");
      await goOnTo(window, "run");
      assert.ok(await takeOver(window, testIds.base.outcome), "its progress is shown");
      await readOutcome(window);
      await window.notSee(testIds.adoption.backup);
      await look(window, "import-outcome");
    });

    it("lists the overlap for the administrator of before, once they have a new password", async () => {
      const { window } = stage;
      await window.press(testIds.base.goOn);
      // The accounts of before are the accounts now, the administrator's too.
      await window.see(testIds.session.changePage);
      await choosePassword(window, ADMIN.password, "Registre-du-grenier-5");
      await window.see(testIds.frame.frame);
      await window.read(testIds.base.badge, /1/);
      await window.press(testIds.frame.navBase);
      await window.read(testIds.base.overlaps, OVERLAP);
      await window.press(testIds.frame.navPractitioners);
      await window.idOf(testIds.practitioners.row, "Dr. Parti");
      await signOut(window);
    });

    it("lets the reception of before work", async () => {
      await workAsReception(stage.window);
    });
  },
);
