// Two desks on one file and one server: keys that change while it is open, and a connection that breaks during a write.
import { strict as assert } from "node:assert";
import { atTheEndOfACable, type Scene, sceneBase } from "../src/harness/bases";
import type { Cable } from "../src/harness/cable";
import { daysAfter } from "../src/harness/dates";
import { DESK } from "../src/harness/devices";
import { look } from "../src/harness/look";
import { storyOfSeveral } from "../src/harness/story";
import { by, testIds, type Window } from "../src/harness/window";
import { booked, openBooking, typeBooking } from "../src/screens/booking";
import { changeKeys, switchAccess } from "../src/screens/keys";
import { openFile } from "../src/screens/patients";
import { signIn } from "../src/screens/session";

const NOTES = /Allergie à la pénicilline/;
const NO_ANSWER = /La base ne répond pas. Votre saisie est conservée/;

let scene: () => Scene;
let cable: Cable;

/** The desk, at the end of a cable, and the office of the administrator. */
async function open() {
  const made = await sceneBase("mongodb-replica");
  if (made === null) return null;
  const far = await atTheEndOfACable(made.base);
  scene = made.scene;
  cable = far.cable;
  return { office: { device: DESK, base: made.base }, desk: { device: DESK, base: far.base } };
}

storyOfSeveral("Two desks on one file", ["office", "desk"], open, (windows) => {
  const claire = () => scene().users.find(({ username }) => username === "claire")?.id ?? "nobody";
  const patient = () => scene().begun.patientId;

  async function editNotes(window: Window, text: string): Promise<void> {
    await window.press(testIds.patients.edit);
    await window.fill(testIds.patients.notes, text);
  }

  it("closes the notes on the open file of the desk when the administrator withholds them", async () => {
    const { desk, office } = windows;
    await signIn(desk, { username: "claire", password: scene().password });
    await signIn(office, { username: "admin", password: scene().password });
    await openFile(desk, patient());
    await desk.read(testIds.patients.file, NOTES);
    await office.press(testIds.frame.navKeys);
    await switchAccess(office, claire(), "medical", "withheld");
    const words = await desk.read(testIds.patients.file, /Protégé/);
    assert.doesNotMatch(words, NOTES);
  });

  it("lets the desk save the rest of that file, and keeps the notes as they are", async () => {
    const { desk, office } = windows;
    await desk.press(testIds.patients.edit);
    await desk.fill(testIds.patients.phone, "06 39 98 00 77");
    await desk.press(testIds.patients.save);
    await desk.read(testIds.patients.file, /06 39 98 00 77/);
    await openFile(office, patient());
    await office.read(testIds.patients.file, /06 39 98 00 77.*Allergie à la pénicilline/s);
  });

  it("opens them again at once when they are given back", async () => {
    const { desk, office } = windows;
    await office.press(testIds.frame.navKeys);
    await switchAccess(office, claire(), "medical", "granted");
    await desk.read(testIds.patients.file, NOTES);
  });

  it("keeps the notes that are being typed when they are withheld meanwhile, and says why they are not saved", async () => {
    const { desk, office } = windows;
    await editNotes(desk, "Porte des lunettes depuis mars");
    await switchAccess(office, claire(), "medical", "withheld");
    await desk.press(testIds.patients.save);
    await desk.read(testIds.common.formError, /Vous n’avez pas la clé médicale.*Rien n’a été modifié/s);
    await desk.see(testIds.keys.sealedField);
    await look(desk, "notes-withheld-while-typed");
    await switchAccess(office, claire(), "medical", "granted");
    await desk.see(testIds.patients.notes);
    assert.equal(await desk.valueOf(testIds.patients.notes), "Porte des lunettes depuis mars");
    await desk.press(testIds.patients.save);
    await desk.read(testIds.patients.file, /lunettes/);
  });

  it("goes on reading and writing the open file while the keys are changed", async () => {
    const { desk, office } = windows;
    await changeKeys(office);
    await editNotes(desk, "Allergie à la pénicilline, lunettes");
    await desk.press(testIds.patients.save);
    await openFile(office, patient());
    await office.read(testIds.patients.file, /pénicilline, lunettes/);
  });

  it("refuses in words what is saved without a connection, keeps what was typed, and saves it once it is back", async () => {
    const { desk, office } = windows;
    await editNotes(desk, "Allergie à la pénicilline et aux fraises");
    await cable.pullOut();
    await desk.press(testIds.patients.save);
    await desk.read(testIds.common.formError, NO_ANSWER);
    assert.equal(await desk.valueOf(testIds.patients.notes), "Allergie à la pénicilline et aux fraises");
    await look(desk, "notes-not-saved");
    await cable.plugIn();
    await desk.read(testIds.frame.connection, /En direct/);
    // A message that the connection is back stands beside the button, not over it.
    await desk.press(testIds.patients.save);
    await desk.read(testIds.patients.file, /fraises/);
    await office.read(testIds.patients.file, /fraises/);
  });

  it("books once when the connection breaks after the booking and before its answer", async () => {
    const { desk, office } = windows;
    const date = daysAfter(scene().soon.date, 1);
    const practitionerId = scene().soon.practitionerId;
    await openBooking(desk, { patientId: patient(), practitionerId, date, time: "10:30" });
    await typeBooking(desk, { reason: "Bilan sanguin" });
    await office.goTo(`#/day?date=${date}`);
    await office.see(testIds.day.column, practitionerId);
    cable.loseAnswerTo("findAndModify", "appointments");
    await desk.press(testIds.booking.submit);
    await office.read(testIds.day.appointment, /10:30.*DUPONT Jean/s);
    await cable.pullOut();
    await desk.read(testIds.common.formError, NO_ANSWER);
    assert.equal(await desk.valueOf(testIds.booking.reason), "Bilan sanguin");
    await look(desk, "booking-unanswered");
    await cable.plugIn();
    await desk.read(testIds.frame.connection, /En direct/);
    await desk.press(testIds.booking.submit);
    const visit = await booked(desk);
    assert.deepEqual(await office.ids(testIds.day.appointment), [visit]);
    await office.goTo(`#/admin/audit?action=createAppointment&text=${visit}`);
    await office.browser.$(by(testIds.audit.row)).waitForDisplayed();
    assert.equal((await office.ids(testIds.audit.row)).length, 1);
  });
});
