// A day in two windows on one base: the reception at the desk, the doctor with the tablet. What one does, the other
// sees without touching anything.
import { strict as assert } from "node:assert";
import { atTheEndOfACable, type Scene, sceneBase, type Store } from "../src/harness/bases";
import { daysAfter, minutesAfter } from "../src/harness/dates";
import { DESK, TABLET } from "../src/harness/devices";
import { look } from "../src/harness/look";
import type { Cable } from "../src/harness/cable";
import { storyOfSeveral } from "../src/harness/story";
import { testIds, type Window } from "../src/harness/window";
import { booked, bookingOutcome, openBooking } from "../src/screens/booking";
import { rebook } from "../src/screens/callbacks";
import { noteArrival, seeRow } from "../src/screens/list";
import { reportDelay, seeFocus, withdrawDelay } from "../src/screens/myDay";
import { signIn } from "../src/screens/session";
import { seeStep } from "../src/screens/waiting";

const WINDOWS = ["desk", "tablet"] as const;

/** Two windows on the scene; the tablet's connection can be cut. */
function practice(store: Store) {
  let scene: (() => Scene) | null = null;
  let cable: Cable | null = null;
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error("the windows have not been opened");
    return value;
  };
  const open = async () => {
    const made = await sceneBase(store);
    if (made === null) return null;
    const far = await atTheEndOfACable(made.base);
    scene = made.scene;
    cable = far.cable;
    return { desk: { device: DESK, base: made.base }, tablet: { device: TABLET, base: far.base } };
  };
  return { open, scene: () => there(scene)(), cable: () => there(cable) };
}

async function signBothIn({ desk, tablet }: Record<(typeof WINDOWS)[number], Window>, { password }: Scene) {
  await signIn(desk, { username: "claire", password });
  await signIn(tablet, { username: "drhouse", password });
  await tablet.see(testIds.myday.page);
  await desk.see(testIds.frame.frame);
  await desk.goTo("#/list");
}

const replica = practice("mongodb-replica");
storyOfSeveral("A practice day on mongodb-replica", WINDOWS, replica.open, (windows) => {
  const { scene } = replica;
  const eloise = () => scene().patients.find(({ firstName }) => firstName === "Éloïse")?.id ?? "nobody";

  it("shows a patient who arrives at the desk on the tablet", async () => {
    const { desk, tablet } = windows;
    const { soon } = scene();
    await signBothIn(windows, scene());
    await desk.read(testIds.frame.connection, /En direct/);
    await tablet.read(testIds.frame.connection, /En direct/);
    await noteArrival(desk, soon.id);
    await seeFocus(tablet, soon.id, "waiting");
    await look(tablet, "my-day");
    await look(desk, "whole-list");
  });

  it("shows a delay that the doctor reports at the desk, having told its effect before", async () => {
    const { desk, tablet } = windows;
    const { soon, later } = scene();
    await tablet.press(testIds.myday.reportDelay);
    await tablet.pick(testIds.delay.choices, "15");
    await tablet.read(testIds.delay.preview, /1 patient décalé/);
    await look(tablet, "delay");
    await reportDelay(tablet);
    await seeRow(desk, soon.id, new RegExp(`${soon.time}\\s*→.*${minutesAfter(soon.time, 15)}`, "s"));
    await desk.read(testIds.list.section, /Retard 15 min/, soon.practitionerId);
    // An hour later, the gap before has absorbed it.
    await seeRow(desk, later[0].id, new RegExp(`^${later[0].time}\\s+MARTIN`));
    await look(desk, "whole-list-delay");
    await desk.goTo("#/day");
    await desk.read(testIds.day.delay, /15 min/);
    await look(desk, "planning-delay");
  });

  it("restores the plan at the desk when the doctor withdraws it", async () => {
    const { desk, tablet } = windows;
    await tablet.press(testIds.myday.reportDelay);
    await withdrawDelay(tablet);
    await desk.notSee(testIds.day.delay);
    await tablet.notSee(testIds.myday.delay);
  });

  it("shows a booking made at the desk on the tablet", async () => {
    const { desk, tablet } = windows;
    const { soon } = scene();
    const time = minutesAfter(soon.time, soon.minutes);
    await openBooking(desk, {
      patientId: eloise(),
      practitionerId: soon.practitionerId,
      date: soon.date,
      time,
    });
    await desk.press(testIds.booking.submit);
    const visit = await booked(desk);
    await tablet.read(testIds.myday.row, new RegExp(`${time}\\s+LEFÈVRE Éloïse`), visit);
  });

  it("gives a time that both take in the same moment to one, and the other the next free ones", async () => {
    const both = [windows.desk, windows.tablet];
    const { soon, begun } = scene();
    const wanted = { practitionerId: soon.practitionerId, date: daysAfter(soon.date, 1), time: "09:30" };
    await openBooking(windows.desk, { ...wanted, patientId: eloise() });
    await openBooking(windows.tablet, { ...wanted, patientId: begun.patientId });
    await Promise.all(both.map((window) => window.press(testIds.booking.submit)));
    const outcomes = await Promise.all(both.map(bookingOutcome));
    assert.deepEqual(outcomes.toSorted(), ["booked", "refused"]);
    const [winner, loser] = outcomes[0] === "booked" ? ["LEFÈVRE", windows.tablet] : ["DUPONT", windows.desk];
    await loser.read(testIds.booking.conflict, new RegExp(`09:30.*${winner}`, "s"));
    assert.equal(new Set(await loser.ids(testIds.booking.alternative)).size, 3);
    await look(loser, "both-at-once");
    await windows.tablet.goTo("#/myday");
  });

  it("shows the steps of a visit that the doctor notes at the desk", async () => {
    const { desk, tablet } = windows;
    const { soon } = scene();
    await desk.goTo("#/waiting");
    await desk.see(testIds.waiting.row, soon.id);
    await look(desk, "waiting-room");
    await tablet.press(testIds.myday.main);
    await seeStep(desk, soon.id, "inConsultation");
    await seeFocus(tablet, soon.id, "inConsultation");
    await look(tablet, "in-consultation");
    await tablet.press(testIds.myday.main);
    await desk.notSee(testIds.waiting.row, soon.id);
    await seeFocus(tablet, scene().begun.id, "expected");
  });

  it("puts everybody of a day that the doctor cancels into the list of calls", async () => {
    const { desk, tablet } = windows;
    await tablet.press(testIds.myday.emergency);
    await tablet.pick(testIds.emergency.reasonChoices, "Médecin souffrant");
    await tablet.read(testIds.emergency.list, /4 rendez-vous seraient annulés/);
    await look(tablet, "emergency");
    await tablet.press(testIds.emergency.submit);
    await tablet.read(testIds.emergency.done, /4 patients sont à rappeler/);
    await look(tablet, "emergency-done");
    await tablet.press(testIds.emergency.close);
    await desk.read(testIds.callbacks.badge, /4/);
    await desk.press(testIds.frame.navCallbacks);
    await desk.see(testIds.callbacks.row);
    assert.equal((await desk.ids(testIds.callbacks.row)).length, 4);
    const proposed = await desk.ids(testIds.callbacks.proposal);
    assert.equal(new Set(proposed).size, 8, "two times of their own for each");
    assert.ok(
      proposed.every((slot) => slot > `${scene().soon.date}T23:59`),
      "the doctor has left for today",
    );
    await look(desk, "callbacks");
  });

  it("books one of them again in one press, and the doctor sees how far the calls are", async () => {
    const { desk, tablet } = windows;
    const [first] = scene().later;
    await rebook(desk, first.id);
    await desk.read(testIds.callbacks.settled, /MARTIN Lucas.*Nouveau rendez-vous/s, first.id);
    await tablet.read(testIds.myday.callbacks, /3 à rappeler/);
    await tablet.press(testIds.myday.callbacks);
    await tablet.read(testIds.callbacks.progress, /1 sur 4/);
    await look(tablet, "callbacks-doctor");
  });

  it("says on the tablet since when it is cut off, refuses work, and catches up by itself", async () => {
    const { desk, tablet } = windows;
    const [, second] = scene().later;
    await tablet.goTo("#/myday");
    await tablet.see(testIds.myday.callbacks);
    await replica.cable().pullOut();
    await tablet.read(testIds.frame.stale, /n’arrivent plus depuis \d\d:\d\d/);
    await tablet.read(testIds.frame.connection, /Hors ligne depuis \d\d:\d\d/);
    await rebook(desk, second.id);
    await desk.see(testIds.callbacks.settled, second.id);
    await tablet.press(testIds.myday.reportDelay);
    await tablet.pick(testIds.delay.choices, "10");
    await tablet.press(testIds.delay.submit);
    await tablet.read(testIds.common.formError, /La base ne répond pas/);
    await look(tablet, "cut-off");
    await replica.cable().plugIn();
    await tablet.notSee(testIds.frame.stale);
    await tablet.read(testIds.myday.callbacks, /2 à rappeler/);
    await reportDelay(tablet);
    await desk.goTo("#/day");
    await desk.read(testIds.day.delay, /10 min/);
  });
});

const standalone = practice("mongodb");
storyOfSeveral("A practice day on mongodb", WINDOWS, standalone.open, (windows) => {
  const { scene } = standalone;

  it("shows an arrival and a booking of the desk on the tablet", async () => {
    const { desk, tablet } = windows;
    const { soon } = scene();
    await signBothIn(windows, scene());
    await tablet.read(testIds.frame.connection, /Toutes les 2 s/);
    await noteArrival(desk, soon.id);
    await seeFocus(tablet, soon.id, "waiting");
    const time = minutesAfter(soon.time, soon.minutes);
    const patientId = scene().colleague.patientId;
    await openBooking(desk, { patientId, practitionerId: soon.practitionerId, date: soon.date, time });
    await desk.press(testIds.booking.submit);
    await tablet.see(testIds.myday.row, await booked(desk));
  });

  it("shows a delay and an emergency of the tablet at the desk", async () => {
    const { desk, tablet } = windows;
    await desk.goTo("#/day");
    await tablet.press(testIds.myday.reportDelay);
    await tablet.pick(testIds.delay.choices, "15");
    await reportDelay(tablet);
    await desk.read(testIds.day.delay, /15 min/);
    await tablet.press(testIds.myday.emergency);
    await tablet.pick(testIds.emergency.reasonChoices, "Urgence familiale");
    await tablet.press(testIds.emergency.submit);
    await tablet.see(testIds.emergency.done);
    await desk.see(testIds.callbacks.badge);
  });

  it("catches up after the connection was cut", async () => {
    const { desk, tablet } = windows;
    await tablet.press(testIds.emergency.close);
    await standalone.cable().pullOut();
    await tablet.see(testIds.frame.stale);
    await desk.goTo("#/callbacks");
    await rebook(desk, scene().later[2].id);
    await desk.see(testIds.callbacks.settled, scene().later[2].id);
    await standalone.cable().plugIn();
    await tablet.notSee(testIds.frame.stale);
    await tablet.press(testIds.myday.callbacks);
    await tablet.see(testIds.callbacks.settled, scene().later[2].id);
  });
});
