// The times of an older base: local ones that were stored as if they were universal. They are the practice's in Paris,
// wherever the machines are that adopt, import and show them.
import { strict as assert } from "node:assert";
import { type Base, emptyBase, olderBase } from "../src/harness/bases";
import { DESK } from "../src/harness/devices";
import { look } from "../src/harness/look";
import { olderFiles } from "../src/harness/paths";
import { story, storyOfSeveral } from "../src/harness/story";
import { testIds, type Window } from "../src/harness/window";
import { chooseTimeZone } from "../src/screens/administration";
import { chooseZoneOfOld, goOnTo, takeOver } from "../src/screens/adoption";
import { openTask, sendPath } from "../src/screens/base";
import { choosePassword, keepRecoveryCode, signIn, signInFirst } from "../src/screens/session";

const ADMIN = { username: "admin", password: "admin123" };
const SECR = { username: "secr", password: "secr123" };
const NEW_PASSWORD = "Registre-du-coffre-9";
/** Stored as 09:00 and 10:00, universal time. */
const WINTER = { id: "6a0000040000000000000011", date: "2035-01-15" };
const SUMMER = { id: "6a0000040000000000000014", date: "2035-07-17" };

/** Waits until the planning shows both appointments at these times. */
async function seeTimes(window: Window, winter: string, summer: string): Promise<void> {
  for (const [{ id, date }, time] of [
    [WINTER, winter],
    [SUMMER, summer],
  ] as const) {
    await window.goTo(`#/day?date=${date}`);
    await window.read(testIds.day.appointment, new RegExp(`de ${time} à`), id);
  }
}

/** The base as a machine in New York opens it. */
function fromNewYork(base: Base): Base {
  return { ...base, environment: { ...base.environment, TZ: "America/New_York" } };
}

/** An older base on a server, which nobody has opened; and the same from a machine in New York. */
async function openTwice() {
  const older = await olderBase();
  if (older === null) return null;
  const nothing = async () => undefined;
  const sameAbroad = { ...fromNewYork(older), prepare: nothing, remove: nothing };
  return { paris: { device: DESK, base: older }, newYork: { device: DESK, base: sameAbroad } };
}

storyOfSeveral("Times of an older base that is adopted", ["paris", "newYork"], openTwice, (windows) => {
  it("are those of the zone chosen in the assistant, not of the machine", async () => {
    const { newYork } = windows;
    await signIn(newYork, ADMIN);
    await goOnTo(newYork, "options");
    assert.equal(await newYork.valueOf(testIds.adoption.timeZone), "America/New_York");
    await chooseZoneOfOld(newYork, "Europe/Paris");
    await newYork.read(testIds.adoption.assistant, /Décaler les heures selon le fuseau Europe\/Paris/);
    await look(newYork, "adoption-zone");
    await goOnTo(newYork, "run");
    await takeOver(newYork, testIds.session.code);
    await keepRecoveryCode(newYork);
    await newYork.press(testIds.base.goOn);
    await choosePassword(newYork, ADMIN.password, NEW_PASSWORD);
    await newYork.see(testIds.frame.frame);
  });

  it("stay what the older MediGest showed, in winter and in summer", async () => {
    const { newYork } = windows;
    await seeTimes(newYork, "09:00", "10:00");
    await look(newYork, "day-of-before");
  });

  it("are the same on the desk in Paris, which was open while the base was adopted", async () => {
    const { paris } = windows;
    await paris.see(testIds.session.page);
    await signInFirst(paris, SECR, "Bonjour-du-comptoir-4");
    await seeTimes(paris, "09:00", "10:00");
  });
});

async function emptyInNewYork(): Promise<Base | null> {
  const base = await emptyBase("sqlite");
  return base && fromNewYork(base);
}

for (const { title, isShifted, winter, summer } of [
  { title: "are shifted as usual", isShifted: true, winter: "09:00", summer: "10:00" },
  {
    title: "were right already, and are left as they are",
    isShifted: false,
    winter: "10:00",
    summer: "12:00",
  },
]) {
  story(`Times of files that ${title}`, emptyInNewYork, (stage) => {
    it("are imported by the zone of the practice, not of the machine", async () => {
      const { window } = stage;
      await signIn(window, ADMIN);
      await window.see(testIds.session.changePage);
      await choosePassword(window, ADMIN.password, NEW_PASSWORD);
      await keepRecoveryCode(window);
      await window.press(testIds.frame.navSettings);
      assert.equal(await window.valueOf(testIds.settings.timeZone), "America/New_York");
      await chooseTimeZone(window, "Europe/Paris");
      await openTask(window, "import");
      await sendPath(window, olderFiles);
      await goOnTo(window, "options");
      await window.read(testIds.adoption.assistant, /Décaler les heures selon le fuseau Europe\/Paris/);
      if (!isShifted) await window.press(testIds.adoption.shiftTimes);
      await goOnTo(window, "run");
      await takeOver(window, testIds.base.outcome);
    });

    it(`are shown at ${winter} in winter and at ${summer} in summer`, async () => {
      const { window } = stage;
      await window.press(testIds.base.goOn);
      await choosePassword(window, ADMIN.password, "Registre-du-grenier-5");
      await window.see(testIds.frame.frame);
      await seeTimes(window, winter, summer);
    });
  });
}
