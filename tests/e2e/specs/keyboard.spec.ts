// A booking by keyboard alone: the receptionist has the phone in the other hand.
import { type Scene, sceneBase } from "../src/harness/bases";
import { comingTuesday } from "../src/harness/dates";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { testIds } from "../src/harness/window";
import { seeStatus } from "../src/screens/day";

let scene: () => Scene;

async function open() {
  const made = await sceneBase("sqlite");
  if (made) scene = made.scene;
  return made?.base ?? null;
}

story("Keys alone", open, (stage) => {
  let appointment = "";

  it("sign in", async () => {
    const { window } = stage;
    await window.seeFocus(testIds.session.username);
    await window.type("claire");
    await window.tabTo(testIds.session.password);
    await window.type(scene().password);
    await window.key("Enter");
    await window.see(testIds.frame.frame);
  });

  it("list all shortcuts", async () => {
    const { window } = stage;
    await window.key("?");
    await window.see(testIds.frame.shortcuts);
    await look(window, "shortcuts");
    await window.key("Escape");
    await window.notSee(testIds.frame.shortcuts);
  });

  it("find a patient from anywhere and open the file", async () => {
    const { window } = stage;
    const eloise = scene().patients.find(({ firstName }) => firstName === "Éloïse")?.id;
    await window.key("Control", "k");
    await window.seeFocus(testIds.frame.search);
    await window.type("lefevre elo");
    await window.see(testIds.frame.searchResult, eloise);
    await look(window, "search-anywhere");
    await window.key("Enter");
    await window.see(testIds.patients.file, eloise);
  });

  it("book for that patient", async () => {
    const { window } = stage;
    await window.key("n");
    await window.seeFocus(testIds.booking.practitioner);
    await window.key("ArrowDown");
    await window.tabTo(testIds.booking.date);
    await window.key("Control", "a");
    await window.type(comingTuesday());
    await window.tabTo(testIds.booking.time);
    await window.type("1015");
    await window.tabTo(testIds.booking.reason);
    await window.type("Suivi");
    await window.key("Enter");
    await window.read(testIds.booking.done, /LEFÈVRE Éloïse.*10:15/s);
    [appointment = ""] = await window.ids(testIds.booking.done);
  });

  it("open the day of the appointment and move it", async () => {
    const { window } = stage;
    await window.tabTo(testIds.booking.doneDay);
    await window.key("Enter");
    await window.see(testIds.day.panel);
    await window.key("e");
    await window.seeFocus(testIds.booking.time);
    await window.key("Control", "a");
    await window.type("1430");
    await window.key("Enter");
    await window.read(testIds.day.panel, /14:30/);
    await window.notSee(testIds.day.moveForm);
  });

  it("cancel it with a usual reason", async () => {
    const { window } = stage;
    await window.tabTo(testIds.day.cancel);
    await window.key("Enter");
    await window.seeFocus(testIds.day.cancelReason);
    await window.type("Erreur de saisie");
    await window.key("Enter");
    await seeStatus(window, appointment, "cancelled");
  });

  it("close the panel and go to the patients", async () => {
    const { window } = stage;
    await window.key("Escape");
    await window.notSee(testIds.day.panel);
    await window.key("p");
    await window.see(testIds.patients.page);
  });
});
