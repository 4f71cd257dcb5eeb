// The base as a whole: which one is open, backups, the files of an older MediGest, moving to a server, overlaps.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands, events } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.base;

const open = (situation = "") => openApp(`?as=administrator${situation}`, "#/admin/base");

async function openTask(kind: string) {
  await waitFor(() => expect(document.querySelector(`[data-testid="${ids.task}"]`)).toBeTruthy());
  const task = screen.getAllByTestId(ids.task).find((entry) => entry.dataset["id"] === kind);
  if (!task) throw new Error(`No task ${kind}`);
  await userEvent.click(task);
  return screen.findByTestId(ids.panel);
}

const submit = () => userEvent.click(screen.getByTestId(ids.submit));
const fieldWords = async () => (await screen.findByTestId(testIds.common.fieldIssue)).textContent;

test("the open base is named, with where the server's password is", async () => {
  open("&connection=server");
  const base = await screen.findByTestId(ids.open);
  expect(base.textContent).toContain("srv-cabinet.local/medigest");
  expect(within(base).getByTestId(testIds.connection.passwordKept).dataset["kept"]).toBe("true");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
});

test("without a key store it is said that the password is asked for each time", async () => {
  open("&connection=server&kept=no");
  const kept = await screen.findByTestId(testIds.connection.passwordKept);
  expect(kept.textContent).toContain("à chaque démarrage");
});

test("a backup tells how far it is, then where it is and how large", async () => {
  open();
  await openTask("backup");
  await submit();
  expect(await screen.findByTestId(ids.progress)).toBeTruthy();
  const done = await screen.findByTestId(ids.done);
  expect(done.textContent.replace(/\s/g, " ")).toContain("8 842 documents, 3,9 Mo");
  expect(within(done).getByTestId(ids.savedPath).textContent).toContain("/home/admin/Sauvegardes");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
});

test("a backup under way goes on while its panel is closed, and is found again", async () => {
  open();
  await openTask("backup");
  await submit();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByTestId(ids.panel)).toBeNull();
  expect(document.activeElement?.getAttribute("data-id")).toBe("backup");
  await openTask("backup");
  expect(await screen.findByTestId(ids.done)).toBeTruthy();
});

test("a backup is stopped on the way, and can be begun again", async () => {
  open("&work=slow");
  await openTask("backup");
  await submit();
  await userEvent.click(await screen.findByTestId(testIds.common.stop));
  expect((await screen.findByTestId(ids.failure)).textContent).toContain("Arrêté à votre demande");
  expect(screen.queryByTestId(ids.progress)).toBeNull();
  expect(screen.getByTestId(ids.submit)).toBeTruthy();
});

test("a backup that cannot be written says so and can be tried again", async () => {
  open("&backupFails=notWritable");
  await openTask("backup");
  await submit();
  expect((await screen.findByTestId(ids.failure)).textContent).toContain("n’a pas pu être écrit");
  expect(screen.getByTestId(ids.submit).textContent).toContain("Réessayer");
});

test.each([
  ["missing", "Introuvable"],
  ["notRecognised", "n’est pas une sauvegarde"],
  ["damaged", "coupé ou modifié"],
  ["tooNew", "version plus récente"],
])("a backup that is %s is refused at its field, until another path is given", async (problem, words) => {
  open("&base=empty");
  await openTask("restore");
  await userEvent.type(screen.getByTestId(ids.path), `/tmp/${problem}`);
  await submit();
  expect(await fieldWords()).toContain(words);
  await userEvent.type(screen.getByTestId(ids.path), "x");
  expect(screen.queryByTestId(testIds.common.fieldIssue)).toBeNull();
});

async function restore() {
  await openTask("restore");
  await userEvent.click(screen.getByTestId(ids.browse));
  await waitFor(() => expect(screen.getByTestId<HTMLInputElement>(ids.path).value).toContain(".medigest"));
  await submit();
}

test("a base with data refuses a backup and stays as it is", async () => {
  open();
  await restore();
  expect((await screen.findByTestId(ids.failure)).textContent).toContain("contient déjà des données");
});

test("a restored backup is told before the sign-in that its accounts ask for, which has nothing to add", async () => {
  open("&base=empty");
  await restore();
  const outcome = await screen.findByTestId(ids.outcome);
  expect(outcome.textContent).toContain("connectez-vous avec l’un d’eux");
  expect(document.activeElement?.textContent.trim()).toBe("Cette sauvegarde est restaurée");
  expect(within(outcome).getAllByTestId(testIds.adoption.collection)).not.toHaveLength(0);
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.goOn));
  await screen.findByTestId(testIds.session.page);
  expect(screen.queryByTestId(testIds.session.ended)).toBeNull();
});

test("who is signed out before a backup is restored sees how far it is", async () => {
  let finish: (answer: Awaited<ReturnType<typeof commands.backupRestore>>) => void = () => undefined;
  vi.spyOn(commands, "backupRestore").mockReturnValueOnce(new Promise((answer) => (finish = answer)));
  open("&base=empty");
  await restore();
  await events.sessionEnded.emit({ reason: "deactivated" });
  expect(await screen.findByTestId(ids.running)).toBeTruthy();
  expect(await axeViolations()).toEqual([]);
  finish({ status: "ok", data: { documents: 0, collections: [] } });
  expect(await screen.findByTestId(ids.outcome)).toBeTruthy();
  expect(screen.queryByTestId(testIds.session.page)).toBeNull();
});

test("choosing no file leaves the field as it was", async () => {
  open("&pick=none");
  await openTask("restore");
  await userEvent.type(screen.getByTestId(ids.path), "/tmp/a");
  await userEvent.click(screen.getByTestId(ids.browse));
  expect(screen.getByTestId<HTMLInputElement>(ids.path).value).toBe("/tmp/a");
});

test("the files of an older MediGest are reported on, then imported with the choices made", async () => {
  const run = vi.spyOn(commands, "importRun");
  open("&base=empty");
  await openTask("import");
  await userEvent.type(screen.getByTestId(ids.path), "/tmp/photos");
  await submit();
  expect(await fieldWords()).toContain("ne contient pas les fichiers");
  expect(screen.queryByTestId(testIds.common.formError)).toBeNull();
  await userEvent.click(screen.getByTestId(ids.browse));
  await submit();
  expect(await screen.findByTestId(testIds.adoption.report)).toBeTruthy();
  expect(await axeViolations(screen.getByTestId(ids.panel))).toEqual([]);
  for (let press = 0; press < 3; press += 1) {
    await userEvent.click(await screen.findByTestId(testIds.adoption.next));
  }
  await screen.findByTestId(ids.outcome);
  const options = { shiftTimes: true, timeZone: "Europe/Paris", newPasswords: true };
  expect(run).toHaveBeenCalledWith("/home/admin/ancien-medigest", options);
});

/** Without asking for new passwords where `passwords` are kept. */
async function importFiles(passwords: "new" | "kept" = "new") {
  open("&base=empty");
  await openTask("import");
  await userEvent.click(screen.getByTestId(ids.browse));
  await submit();
  for (const step of ["report", "options", "run"]) {
    if (step === "options" && passwords === "kept") {
      await userEvent.click(await screen.findByTestId(testIds.adoption.newPasswords));
    }
    await userEvent.click(await screen.findByTestId(testIds.adoption.next));
  }
  return screen.findByTestId(ids.outcome);
}

test("what was imported stands before the new password that the account of before needs", async () => {
  const outcome = await importFiles();
  expect(screen.queryByTestId(testIds.session.changePage)).toBeNull();
  expect(within(outcome).queryByTestId(testIds.adoption.backup)).toBeNull();
  expect(within(outcome).getAllByTestId(testIds.adoption.overlap)).toHaveLength(3);
  expect(outcome.textContent).toContain("mot de passe de l’ancien MediGest");
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.goOn));
  expect(await screen.findByTestId(testIds.session.changePage)).toBeTruthy();
});

test("it stands before the frame where the account stays, and the import is not found again there", async () => {
  await importFiles("kept");
  await userEvent.click(screen.getByTestId(ids.goOn));
  await openTask("import");
  expect(screen.getByTestId(ids.path)).toBeTruthy();
});

test("it is not for who signs in after its reader left", async () => {
  await importFiles();
  await userEvent.keyboard("{Control>}l{/Control}");
  await userEvent.click(await screen.findByTestId(testIds.session.lockLeave));
  await userEvent.type(await screen.findByTestId(testIds.session.username), "claire");
  await userEvent.type(screen.getByTestId(testIds.session.password), "secret{Enter}");
  await screen.findByTestId(testIds.frame.frame);
  expect(screen.queryByTestId(ids.outcome)).toBeNull();
});

test("a base with data refuses the import before anything is asked", async () => {
  open();
  await openTask("import");
  await userEvent.type(screen.getByTestId(ids.path), "/tmp/ancien");
  await submit();
  expect((await screen.findByTestId(testIds.common.formError)).textContent).toContain("déjà des données");
});

test("the base of this device moves to a server, which is then the open one", async () => {
  const move = vi.spyOn(commands, "baseMove");
  open();
  await openTask("move");
  await userEvent.type(screen.getByTestId(testIds.connection.uri), "mongodb://accueil@srv-cabinet/medigest");
  await userEvent.type(screen.getByTestId(testIds.connection.password), "cabinet");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
  await submit();
  const outcome = await screen.findByTestId(ids.outcome);
  expect(outcome.textContent).toContain("travaille maintenant sur le serveur");
  expect(move).toHaveBeenCalledWith("mongodb://accueil:cabinet@srv-cabinet/medigest", false);
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.goOn));
  const base = await screen.findByTestId(testIds.session.base);
  expect(base.textContent).toContain("srv-cabinet/medigest");
});

test("an address is needed, and doing without encryption only by ticking its box", async () => {
  const move = vi.spyOn(commands, "baseMove");
  open();
  await openTask("move");
  await submit();
  expect((await screen.findByTestId(testIds.common.fieldIssue)).dataset["rule"]).toBe("required");
  await userEvent.type(screen.getByTestId(testIds.connection.uri), "mongodb://srv");
  await userEvent.click(screen.getByTestId(testIds.connection.unencrypted));
  await submit();
  expect(await screen.findByTestId(ids.outcome)).toBeTruthy();
  expect(move).toHaveBeenLastCalledWith("mongodb://srv", true);
});

test("moving is not offered on a server", async () => {
  open("&connection=server");
  await screen.findByTestId(ids.open);
  expect(screen.getAllByTestId(ids.task).map((task) => task.dataset["id"])).toEqual([
    "backup",
    "restore",
    "import",
  ]);
});

test("overlaps are counted in the rail and listed with both sides, each with the way to its day", async () => {
  open("&adoption=done");
  expect((await screen.findByTestId(ids.badge)).textContent).toContain("3 chevauchements à régler");
  const list = screen.getByTestId(ids.overlaps);
  expect(within(list).getAllByTestId(testIds.adoption.overlapSide)).toHaveLength(6);
  const [first] = within(list).getAllByTestId<HTMLAnchorElement>(testIds.adoption.overlapOpen);
  expect(first?.getAttribute("href")).toContain("#/day?date=2026-11-25&appointmentId=");
  expect(first?.textContent).toContain("D’ANGELO Chloé");
});

test("without overlaps nothing is counted, and it is said", async () => {
  open();
  const list = await screen.findByTestId(ids.overlaps);
  expect(await within(list).findByTestId(testIds.common.empty)).toBeTruthy();
  expect(screen.queryByTestId(ids.badge)).toBeNull();
});

test("who is no administrator is not offered the base", async () => {
  openApp("?as=reception", "#/admin/base");
  const rail = await screen.findByTestId(testIds.frame.nav);
  expect(within(rail).queryByTestId(testIds.frame.navBase)).toBeNull();
});
