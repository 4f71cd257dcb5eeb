// The manager's figures and the administrator's log, on a practice with weeks of appointments.
import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { samplePractice } from "../src/harness/bases";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { by, testIds } from "../src/harness/window";
import { signIn, signOut } from "../src/screens/session";

let password: () => string;

/** The last local date of the month before this one. */
function lastOfPastMonth(): string {
  const today = new Date();
  const last = new Date(Date.UTC(today.getFullYear(), today.getMonth(), 0));
  return last.toISOString().slice(0, 10);
}

async function open() {
  const made = await samplePractice();
  if (made) password = made.password;
  return made?.base ?? null;
}

story("Figures and log", open, (stage) => {
  it("opens on the manager's figures of the month", async () => {
    const { window } = stage;
    await signIn(window, { username: "martine", password: "not-hers" });
    await window.read(testIds.session.error, /mot de passe/i);
    await signIn(window, { username: "martine", password: password() });
    await window.see(testIds.figures.page);
    await window.pick(testIds.figures.kind, "month");
    await window.read(testIds.figures.card, /\d{3}/, "total");
    await window.see(testIds.figures.drawing);
    await look(window, "dashboard");
  });

  it("narrows them to a practitioner", async () => {
    const { window } = stage;
    const total = () => window.read(testIds.figures.card, /\d/, "total");
    const everybody = await total();
    await window.chooseWords(testIds.figures.practitioner, "Dr. House");
    await window.until("other figures", async () => (await total()) !== everybody);
    await look(window, "dashboard-one");
  });

  it("shows a chart as a table, and the appointments behind a figure without their reasons", async () => {
    const { window } = stage;
    await window.pressWithin(testIds.figures.chart, "busiest", testIds.figures.table);
    await window.see(testIds.figures.row);
    await window.pressWithin(testIds.figures.card, "total", testIds.figures.value);
    const listed = await window.read(testIds.figures.panel, /Dr\. House/);
    assert.ok(!/Motif|Consultation de suivi|Renouvellement/.test(listed), "no medical content");
    await look(window, "figures-list");
    await window.key("Escape");
    await window.notSee(testIds.figures.panel);
    await signOut(window);
  });

  it("changes the practice's name everywhere at once", async () => {
    const { window } = stage;
    await signIn(window, { username: "admin", password: password() });
    await window.press(testIds.frame.navSettings);
    await look(window, "settings");
    await window.fill(testIds.settings.practiceName, "Cabinet du Port");
    await window.press(testIds.settings.save);
    await window.read(testIds.frame.frame, /Cabinet du Port/);
  });

  it("keeps every step in the log: the refused sign-in, and what was before and after a change", async () => {
    const { window } = stage;
    await window.press(testIds.frame.navAudit);
    await window.choose(testIds.audit.action, "signInRefused");
    await window.read(testIds.audit.row, /martine/);
    await window.choose(testIds.audit.action, "updateSettings");
    await window.read(testIds.audit.row, /admin/);
    const [entry = ""] = await window.ids(testIds.audit.row);
    await window.pressRow(testIds.audit.row, entry);
    await window.read(testIds.audit.panel, /Cabinet du Port/);
    await look(window, "audit-entry");
    await window.key("Escape");
    await window.press(testIds.audit.clear);
    await look(window, "audit");
  });

  it("finds the log intact", async () => {
    const { window } = stage;
    await window.press(testIds.audit.verify);
    await window.press(testIds.audit.verifyStart);
    await window.browser.$(`${by(testIds.audit.verifyReport)}[data-outcome="clean"]`).waitForDisplayed();
    await look(window, "audit-verified");
    await window.key("Escape");
    await window.notSee(testIds.audit.verifyPanel);
  });

  it("moves past months to a file that still verifies, and tells when somebody changed it", async () => {
    const { window } = stage;
    await window.press(testIds.audit.archive);
    await window.choose(testIds.audit.archiveUntil, lastOfPastMonth());
    await window.read(testIds.audit.archiveCount, /[1-9]\d* entrée/);
    await window.press(testIds.audit.archiveSubmit);
    const path = (await window.read(testIds.audit.savedPath, /\.jsonl/)).trim();
    await window.key("Escape");
    await window.notSee(testIds.audit.archivePanel);

    await window.press(testIds.audit.verify);
    await window.press(testIds.audit.verifyStart);
    await window.browser.$(`${by(testIds.audit.verifyReport)}[data-outcome="clean"]`).waitForDisplayed();
    const check = async (standing: string) => {
      await window.fill(testIds.base.path, path);
      await window.press(testIds.audit.checkStart);
      const report = `${by(testIds.audit.checkReport)}[data-standing="${standing}"]`;
      await window.browser.$(report).waitForDisplayed();
    };
    await check("vouched");
    await look(window, "archive-verified");
    const written = await readFile(path, "utf8");
    await writeFile(path, written.replace('"user":"', '"user":"x'));
    await check("altered");
    await window.see(testIds.audit.finding);
    await look(window, "archive-changed");
    await window.key("Escape");
    await window.notSee(testIds.audit.verifyPanel);
    await signOut(window);
  });

  it("shows a doctor their own figures", async () => {
    const { window } = stage;
    await signIn(window, { username: "drhouse", password: password() });
    await window.press(testIds.frame.navDashboard);
    await window.see(testIds.figures.card, "total");
    await window.notSee(testIds.figures.practitioner);
    await window.notSee(testIds.frame.navAudit);
    await look(window, "dashboard-doctor");
  });
});
