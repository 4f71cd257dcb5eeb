// The base of an older MediGest: read first, adopted when asked, gone on with after an interruption.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.adoption;

const step = async () => (await screen.findByTestId(ids.assistant)).dataset["step"];
const next = async () => userEvent.click(await screen.findByTestId(ids.next));

/** From the report to the start of adopting. */
async function adopt() {
  for (let press = 0; press < 3; press += 1) await next();
}

const goOn = () => userEvent.click(screen.getByTestId(testIds.base.goOn));

async function putCodeAway() {
  await userEvent.click(await screen.findByTestId(testIds.session.codeKept));
  await userEvent.click(screen.getByTestId(testIds.session.codeContinue));
}

test("an administrator sees only the assistant, which begins with what it found and changes nothing", async () => {
  const run = vi.spyOn(commands, "adoptionRun");
  openApp("?adoption=needed", "#/day");
  const report = await screen.findByTestId(ids.report);
  expect(screen.queryByTestId(testIds.frame.frame)).toBeNull();
  expect(report.textContent).toContain("rien n’a encore été modifié");
  const counts = within(report)
    .getAllByTestId(ids.collection)
    .map((entry) => [entry.dataset["id"], entry.querySelector("dd")?.textContent?.replace(/\s/g, "")]);
  expect(counts).toContainEqual(["appointments", "1803"]);
  const kinds = within(report)
    .getAllByTestId(ids.finding)
    .map((found) => found.dataset["kind"]);
  expect(kinds).toContain("missingPractitioners");
  expect(kinds).toContain("duplicates");
  expect(within(report).getAllByTestId(ids.overlap)).toHaveLength(3);
  expect(within(report).getAllByTestId(ids.overlapSide)).toHaveLength(6);
  expect(report.textContent).toContain("groupe_sanguin");
  expect(run).not.toHaveBeenCalled();
  expect(await axeViolations()).toEqual([]);
});

test("both choices are made by default, and sent as they were left", async () => {
  const run = vi.spyOn(commands, "adoptionRun");
  openApp("?adoption=needed");
  await next();
  expect(document.activeElement?.textContent).toBe("Vos choix");
  expect(screen.getByTestId(ids.assistant).textContent).toContain("14:00 reste 14:00 à Paris");
  expect(screen.getByTestId<HTMLInputElement>(ids.shiftTimes).checked).toBe(true);
  await userEvent.click(screen.getByTestId(ids.newPasswords));
  expect(await axeViolations()).toEqual([]);
  await next();
  expect(screen.getByTestId(ids.assistant).textContent).toContain("Chacun garde son mot de passe actuel");
  await next();
  await screen.findByTestId(testIds.session.code);
  expect(run).toHaveBeenCalledWith({ shiftTimes: true, timeZone: "Europe/Paris", newPasswords: false });
});

test("the times may be those of another zone than this device's", async () => {
  const run = vi.spyOn(commands, "adoptionRun");
  openApp("?adoption=needed");
  await next();
  const zone = screen.getByTestId<HTMLInputElement>(ids.timeZone);
  expect(zone.value).toBe("Europe/Paris");
  await userEvent.clear(zone);
  await userEvent.type(zone, "reunion");
  await userEvent.click(await screen.findByRole("option", { name: "Indian/Reunion" }));
  expect(screen.getByTestId(ids.assistant).textContent).toContain("14:00 reste 14:00 à Reunion");
  expect(await axeViolations()).toEqual([]);
  await next();
  expect(screen.getByTestId(ids.assistant).textContent).toContain("selon le fuseau Indian/Reunion");
  await next();
  await screen.findByTestId(testIds.session.code);
  expect(run).toHaveBeenCalledWith({ shiftTimes: true, timeZone: "Indian/Reunion", newPasswords: true });
});

test("adopting shows how far it is, then the recovery code once, then what came of it, then the other gates", async () => {
  openApp("?adoption=needed");
  await adopt();
  const bar = await screen.findByTestId(ids.progress);
  await waitFor(() => expect(bar.getAttribute("aria-valuetext")?.replace(/\s/g, " ")).toMatch(/sur 4 014/));
  await screen.findByTestId(testIds.session.code);
  expect(screen.queryByTestId(ids.outcome)).toBeNull();
  await putCodeAway();
  const outcome = await screen.findByTestId(ids.outcome);
  expect(within(outcome).getByTestId(ids.backup).textContent).toContain(".medigest");
  expect(within(outcome).getByTestId(ids.added).textContent).toContain("Dr. Parti");
  expect(within(outcome).getAllByTestId(ids.overlap)).toHaveLength(3);
  expect(await axeViolations()).toEqual([]);
  await goOn();
  expect(await screen.findByTestId(testIds.session.changePage)).toBeTruthy();
  expect(screen.queryByTestId(ids.outcome)).toBeNull();
});

test("an overlap leads to its day in the planning", async () => {
  openApp("?adoption=needed");
  await next();
  await userEvent.click(await screen.findByTestId(ids.newPasswords));
  await next();
  await next();
  await putCodeAway();
  const [first] = await screen.findAllByTestId(ids.overlapOpen);
  if (!first) throw new Error("No overlap leads anywhere");
  await userEvent.click(first);
  await screen.findByTestId(testIds.frame.frame);
  expect(window.location.hash).toContain("#/day?date=2026-11-25");
});

test.each([
  ["notWritable", "n’a pas pu être écrit"],
  ["storeUnavailable", "ne répond pas"],
])("what failed (%s) stays on its step and can be tried again", async (failure, words) => {
  openApp(`?adoption=needed&adoptionFails=${failure}`);
  await adopt();
  expect((await screen.findByTestId(ids.failure)).textContent).toContain(words);
  expect(await step()).toBe("run");
  expect(screen.getByTestId(ids.next).textContent).toContain("Réessayer");
  await next();
  expect(await screen.findByTestId(testIds.session.code)).toBeTruthy();
});

test("an interrupted adoption goes on without asking again what was chosen", async () => {
  openApp("?adoption=unfinished");
  expect((await screen.findByTestId(ids.interrupted)).textContent).toContain("Rien n’est perdu");
  expect((await screen.findByTestId(ids.report)).textContent).not.toContain("rien n’a encore été modifié");
  await next();
  expect(await step()).toBe("run");
  expect(screen.getByTestId(ids.next).textContent).toContain("Reprendre l’adoption");
  await next();
  expect(await screen.findByTestId(testIds.session.code)).toBeTruthy();
});

test("the way back leads from step to step, and out by signing out", async () => {
  openApp("?adoption=needed");
  await next();
  await next();
  await userEvent.click(screen.getByTestId(ids.back));
  expect(await step()).toBe("options");
  await userEvent.click(screen.getByTestId(ids.back));
  expect(await step()).toBe("report");
  expect(screen.queryByTestId(ids.back)).toBeNull();
  await userEvent.click(screen.getByTestId(ids.signOut));
  expect(await screen.findByTestId(testIds.session.page)).toBeTruthy();
});

test("the keyboard alone adopts a base", async () => {
  openApp("?adoption=needed");
  const user = userEvent.setup();
  (await screen.findByTestId(ids.next)).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Vos choix"));
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId(ids.timeZone));
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId(ids.shiftTimes));
  await user.tab();
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId(ids.next));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Adopter cette base"));
  await user.tab();
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testIds.session.code);
  expect(document.activeElement?.textContent).toContain("Code de secours");
});
