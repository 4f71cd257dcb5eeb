// The planning: moving by mouse and by keys, the week, free times, an absence and what it hits, the sheet to print.
import { strict as assert } from "node:assert";
import { type Scene, type SceneAppointment, sceneBase } from "../src/harness/bases";
import { daysAfter, minutesAfter } from "../src/harness/dates";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { type TestId, testIds } from "../src/harness/window";
import { choosePatient, openBooking } from "../src/screens/booking";
import { dragAppointment, openAppointment, seePlace, stretchAppointment } from "../src/screens/day";
import { signIn } from "../src/screens/session";

let scene: () => Scene;

async function open() {
  const made = await sceneBase("sqlite");
  if (made) scene = made.scene;
  return made?.base ?? null;
}

story("Planning", open, (stage) => {
  const practitioner = (index: 0 | 1) => scene().practitioners[index]?.id ?? "nobody";
  const range = (time: string, minutes: number) => `${time}–${minutesAfter(time, minutes)}`;
  /** As whoever hears the planning is told; a narrow column draws the beginning alone. */
  const spoken = (time: string, minutes: number) => `de ${time} à ${minutesAfter(time, minutes)}`;

  it("moves an appointment to another practitioner by mouse, and takes it back", async () => {
    const { window } = stage;
    const [, , last] = scene().later;
    await signIn(window, { username: "claire", password: scene().password });
    await window.see(testIds.day.page);
    await dragAppointment(window, last, { practitionerId: practitioner(1), minutesLater: 60 });
    const moved = {
      practitionerId: practitioner(1),
      words: spoken(minutesAfter(last.time, 60), last.minutes),
    };
    await seePlace(window, last.id, moved);
    await window.undo(/déplacé/);
    await seePlace(window, last.id, {
      practitionerId: practitioner(0),
      words: spoken(last.time, last.minutes),
    });
  });

  it("lengthens an appointment by its lower edge", async () => {
    const { window } = stage;
    const [, , last] = scene().later;
    await stretchAppointment(window, last, 30);
    await seePlace(window, last.id, {
      practitionerId: practitioner(0),
      words: spoken(last.time, last.minutes + 30),
    });
    await look(window, "planning-stretched");
  });

  it("puts back what is dropped on another appointment, says why, and takes a free time instead", async () => {
    const { window } = stage;
    const [first, second] = scene().later;
    await dragAppointment(window, first, { practitionerId: practitioner(0), minutesLater: 15 });
    await window.read(testIds.booking.conflict, new RegExp(`${second.time}.*NGUYEN Mai`, "s"));
    await seePlace(window, first.id, {
      practitionerId: practitioner(0),
      words: spoken(first.time, first.minutes),
    });
    await look(window, "drop-refused");
    const [instead = ""] = await window.ids(testIds.booking.alternative);
    assert.notEqual(instead, `${first.date}T${first.time}`, "it stands there already");
    await window.press(testIds.booking.alternative);
    await seePlace(window, first.id, {
      practitionerId: practitioner(0),
      words: spoken(instead.split("T")[1] ?? "never", first.minutes),
    });
    await window.key("Escape");
    await window.notSee(testIds.day.panel);
  });

  it("moves an appointment by keys alone", async () => {
    const { window } = stage;
    const { colleague } = scene();
    await openAppointment(window, colleague.id);
    await window.key("m");
    await window.see(testIds.day.moveBar);
    await window.key("PageDown");
    await window.key("ArrowDown");
    const time = minutesAfter(colleague.time, 65);
    await window.read(testIds.day.moveBar, new RegExp(range(time, colleague.minutes)));
    await look(window, "move-mode");
    await window.key("Enter");
    await window.notSee(testIds.day.moveBar);
    await seePlace(window, colleague.id, {
      practitionerId: practitioner(1),
      words: spoken(time, colleague.minutes),
    });
  });

  it("shows the week of a practitioner", async () => {
    const { window } = stage;
    await window.pick(testIds.day.view, "week");
    await window.see(testIds.day.appointment, scene().colleague.id);
    const days = await window.browser.$$(`[data-testid="${testIds.day.column}"][data-date]`).length;
    assert.equal(days, 7);
    await look(window, "planning-week");
    await window.pick(testIds.day.view, "day");
    await window.key("Escape");
  });

  it("asks before booking outside opening hours, and books when that is wanted", async () => {
    const { window } = stage;
    const { begun, soon } = scene();
    const date = daysAfter(soon.date, 1);
    await openBooking(window, {
      patientId: begun.patientId,
      practitionerId: practitioner(0),
      date,
      time: "21:30",
    });
    await window.press(testIds.booking.submit);
    await window.read(testIds.common.confirm, /hors des heures d’ouverture \(07:00–21:00\)/);
    await look(window, "outside-hours");
    await window.press(testIds.common.confirmCancel);
    await window.see(testIds.booking.outside);
    await window.press(testIds.booking.submit);
    await window.press(testIds.common.confirmAction);
    await window.read(testIds.booking.done, /21:30/);
  });

  it("finds the next free times of an afternoon and books one", async () => {
    const { window } = stage;
    const { begun } = scene();
    await window.goTo("#/day");
    await window.press(testIds.booking.find);
    await window.choose(testIds.booking.findPractitioner, practitioner(1));
    await window.fill(testIds.booking.findDuration, "45");
    await window.pick(testIds.booking.findPart, "afternoon");
    await window.until("free times of an afternoon", async () => {
      const found = (await window.ids(testIds.booking.findSlot)).map((slot) => slot.split("T")[1] ?? "");
      return found.length > 0 && found.every((time) => time >= "12:00");
    });
    await look(window, "free-times");
    const [slot = ""] = await window.ids(testIds.booking.findSlot);
    await window.press(testIds.booking.findSlot);
    await choosePatient(window, "dupont", begun.patientId);
    await window.press(testIds.booking.submit);
    await window.read(testIds.booking.done, new RegExp(`DUPONT Jean.*${slot.split("T")[1] ?? "never"}`, "s"));
  });

  it("lists what an absence hits, and settles each: moved, cancelled, kept", async () => {
    const { window } = stage;
    const { soon, later } = scene();
    const [first, second, last] = later;
    await window.press(testIds.frame.navAbsences);
    await window.press(testIds.absences.create);
    await window.choose(testIds.absences.practitioner, practitioner(0));
    await window.fill(testIds.absences.label, "Formation");
    await window.read(testIds.absences.preview, /BEN AMAR Sonia.*NGUYEN Mai.*PETIT Camille/s);
    await look(window, "absence");
    await window.press(testIds.absences.save);
    await window.see(testIds.absences.hit, soon.id);
    await look(window, "absence-hits");
    const settle = (hit: SceneAppointment, how: TestId) =>
      window.pressWithin(testIds.absences.hit, hit.id, how);
    await settle(last, testIds.absences.move);
    await look(window, "absence-move");
    await settle(last, testIds.booking.findSlot);
    await window.read(testIds.absences.settled, /PETIT Camille/);
    await settle(second, testIds.absences.cancel);
    await window.read(testIds.absences.settled, /NGUYEN Mai/);
    await settle(first, testIds.absences.keep);
    await settle(soon, testIds.absences.keep);
    await window.read(testIds.absences.progress, /4 sur 4/);
    await look(window, "absence-settled");
  });

  it("shows the sheet of a day as it is printed", async () => {
    const { window } = stage;
    await window.press(testIds.frame.navDay);
    await window.press(testIds.sheet.open);
    await window.read(testIds.sheet.paper, /Dr\. House/);
    await window.see(testIds.sheet.row, scene().soon.id);
    await look(window, "day-sheet");
    // The dialog of the system is not part of the window.
    await window.browser.execute(
      () => (globalThis.print = () => (document.body.dataset["printed"] = document.title)),
    );
    await window.press(testIds.sheet.print);
    const printed = await window.browser.execute(() => document.body.dataset["printed"]);
    assert.match(printed ?? "", /Dr\. House/);
  });
});
