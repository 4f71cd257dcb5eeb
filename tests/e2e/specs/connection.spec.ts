// A base that cannot be reached: what happened, what to do, and the way back.
import { type Base, emptyBase } from "../src/harness/bases";
import { look } from "../src/harness/look";
import { freePort } from "../src/harness/processes";
import { story } from "../src/harness/story";
import { testIds, type Window } from "../src/harness/window";

async function choose(window: Window, address: string): Promise<void> {
  await window.press(testIds.connection.change);
  await window.choosePlace(testIds.connection.chooseMongo);
  await window.fill(testIds.connection.uri, address);
  await window.press(testIds.connection.submit);
}

async function goBackToTheEmbeddedBase(window: Window): Promise<void> {
  await window.press(testIds.connection.change);
  await window.choosePlace(testIds.connection.chooseEmbedded);
  await window.press(testIds.connection.submit);
  await window.read(testIds.session.base, /medigest\.sqlite/);
}

story(
  "Another base is chosen at the sign-in",
  () => emptyBase("sqlite"),
  (stage) => {
    it("says that an address cannot be read, and lets it be corrected", async () => {
      const { window } = stage;
      await window.see(testIds.session.page);
      await choose(window, "http://srv-cabinet");
      await window.seeProblem("invalidAddress");
      await look(window, "connection-wrong-address");
    });

    it("says that a server does not answer, offering Réessayer and Changer de base", async () => {
      const { window } = stage;
      await choose(window, `mongodb://127.0.0.1:${await freePort()}/`);
      await window.seeProblem("unreachable");
      await window.see(testIds.connection.change);
      await look(window, "connection-unreachable");
      await window.press(testIds.connection.retry);
      await window.seeProblem("unreachable");
    });

    it("goes back to the embedded base", async () => {
      await goBackToTheEmbeddedBase(stage.window);
    });
  },
);

story("The server named by MONGO_URI does not answer at the start", unreachableBase, (stage) => {
  it("says so instead of an empty list, and works on the embedded base all the same", async () => {
    const { window } = stage;
    await window.seeProblem("unreachable");
    await window.read(testIds.connection.problem, /MONGO_URI/);
    await goBackToTheEmbeddedBase(window);
    await window.see(testIds.session.firstStart);
  });
});

async function unreachableBase(): Promise<Base | null> {
  const base = await emptyBase("sqlite");
  return base && { ...base, environment: { MONGO_URI: `mongodb://127.0.0.1:${await freePort()}/` } };
}
