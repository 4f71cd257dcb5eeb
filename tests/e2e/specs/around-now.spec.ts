// What depends on the time it is: the 30-minute lock, and a patient who does not come.
import { strict as assert } from "node:assert";
import { type Scene, sceneBase, type Store } from "../src/harness/bases";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { testIds } from "../src/harness/window";
import { isRefused, openAppointment, seeStatus } from "../src/screens/day";
import { signIn, signOut } from "../src/screens/session";

// The replica set has its turn here: the first morning is told on the standalone server.
const STORES: Store[] = ["sqlite", "mongodb-replica"];

for (const store of STORES) {
  let scene: () => Scene;
  const open = async () => {
    const made = await sceneBase(store);
    if (made) scene = made.scene;
    return made?.base ?? null;
  };

  story(`Around now on ${store}`, open, (stage) => {
    const as = (username: string) => ({ username, password: scene().password });
    /** Today of the scene, which may begin the day before. */
    const showDay = (date: string) => stage.window.goTo(`#/day?date=${date}`);

    it("refuses to move what starts within 30 minutes and says why", async () => {
      const { window } = stage;
      const { soon } = scene();
      await signIn(window, as("claire"));
      await window.see(testIds.day.page);
      await showDay(soon.date);
      await openAppointment(window, soon.id);
      assert.ok(await isRefused(window, testIds.day.move));
      await window.read(testIds.day.lock, /moins de 30 minutes/, "reschedule");
      await look(window, "day-locked");
      await window.press(testIds.day.move);
      await window.notSee(testIds.day.moveForm);
      await window.key("e");
      await window.notSee(testIds.day.moveForm);
    });

    it("still lets it be cancelled, and taken back", async () => {
      const { window } = stage;
      const { soon } = scene();
      assert.ok(!(await isRefused(window, testIds.day.cancel)));
      await window.press(testIds.day.cancel);
      await window.fill(testIds.day.cancelReason, "Patient empêché");
      await window.press(testIds.day.cancelConfirm);
      await seeStatus(window, soon.id, "cancelled");
      await window.press(testIds.day.reinstate);
      await seeStatus(window, soon.id, "confirmed");
    });

    it("marks a patient absent once the time has come, and takes that back", async () => {
      const { window } = stage;
      const { begun } = scene();
      await showDay(begun.date);
      await openAppointment(window, begun.id);
      await window.read(testIds.day.lock, /a commencé/, "reschedule");
      await window.press(testIds.day.markAbsent);
      await seeStatus(window, begun.id, "absent");
      await window.undo(/Absence/);
      await seeStatus(window, begun.id, "confirmed");
      await window.press(testIds.day.markAbsent);
      await seeStatus(window, begun.id, "absent");
      await look(window, "day-absent");
      await signOut(window);
    });

    it("shows the doctor their own day and lets them read a file without changing its identity", async () => {
      const { window } = stage;
      const { begun, soon } = scene();
      await signIn(window, as("drhouse"));
      await window.see(testIds.frame.navDay);
      await window.notSee(testIds.frame.navUsers);
      await showDay(soon.date);
      await openAppointment(window, soon.id);
      await look(window, "day-doctor");
      await window.goTo(`#/patients/${begun.patientId}`);
      await window.see(testIds.patients.editNotes);
      await window.notSee(testIds.patients.edit);
      await look(window, "file-doctor");
      await signOut(window);
    });
  });
}
