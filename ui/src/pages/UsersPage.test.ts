// Accounts: created with a password to hand over, given a new one, deactivated; an administrator always stays.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.users;

async function row(username: string): Promise<HTMLElement> {
  const cell = await screen.findByText(username, { selector: "td *" });
  return cell.closest("tr") as HTMLElement;
}

function open() {
  openApp("?as=administrator", "#/admin/users");
}

const value = (id: string) => screen.getByTestId<HTMLInputElement>(id).value;

test("a doctor is asked for their practitioner, others are not", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("dr.nguyen");
  expect(screen.queryByTestId(ids.practitioner)).toBeNull();
  await userEvent.selectOptions(screen.getByTestId(ids.role), "doctor");
  await userEvent.click(screen.getByTestId(ids.save));
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect([issue.dataset["field"], issue.dataset["rule"]]).toEqual(["practitionerId", "required"]);
  expect(await axeViolations()).toEqual([]);
  await userEvent.selectOptions(screen.getByTestId(ids.practitioner), "Dr Paul Nguyen, Dermatologie");
  await userEvent.click(screen.getByTestId(ids.save));
  await screen.findByTestId(ids.handover);
  expect((await row("dr.nguyen")).textContent).toContain("Dr Paul Nguyen");
});

test("the password of a new account is shown once, to hand it over", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("lea");
  const first = value(ids.password);
  await userEvent.click(screen.getByTestId(ids.generate));
  const password = value(ids.password);
  expect(password).not.toBe(first);
  await userEvent.click(screen.getByTestId(ids.save));
  expect((await screen.findByTestId(ids.handoverPassword)).textContent).toBe(password);
  await userEvent.click(screen.getByTestId(ids.copy));
  expect(await navigator.clipboard.readText()).toBe(password);
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.handoverDone));
  expect(screen.queryByTestId(ids.panel)).toBeNull();
  expect((await row("lea")).textContent).toContain("Mot de passe provisoire");
});

test("a taken name and a weak password are refused at their fields", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("claire");
  await userEvent.clear(screen.getByTestId(ids.password));
  await userEvent.type(screen.getByTestId(ids.password), "court");
  await userEvent.click(screen.getByTestId(ids.save));
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map((issue) => [issue.dataset["field"], issue.dataset["rule"]])).toEqual([
    ["username", "alreadyUsed"],
    ["password", "tooShort"],
  ]);
});

test("a lost password is replaced by a provisional one", async () => {
  open();
  await userEvent.click(within(await row("claire")).getByTestId(ids.resetPassword));
  const password = value(ids.password);
  await userEvent.click(screen.getByTestId(ids.save));
  expect((await screen.findByTestId(ids.handoverPassword)).textContent).toBe(password);
  expect((await row("claire")).textContent).toContain("Mot de passe provisoire");
});

test("one's own row says so, and its password is changed with the current one", async () => {
  open();
  const own = await row("admin");
  expect(own.textContent).toContain("vous");
  await userEvent.click(within(own).getByTestId(ids.resetPassword));
  expect(await screen.findByTestId(testIds.session.currentPassword)).toBeTruthy();
});

test("deactivating asks first, and can be taken back", async () => {
  open();
  await userEvent.click(within(await row("sophie")).getByTestId(ids.setActive));
  expect((await screen.findByTestId(testIds.common.confirm)).textContent).toContain("sophie");
  await userEvent.click(screen.getByTestId(testIds.common.confirmAction));
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Désactivé"));
  await undo();
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Actif"));
});

test("an account that nobody ever used is deleted, others can only be deactivated", async () => {
  open();
  expect(within(await row("sophie")).queryByTestId(ids.remove)).toBeNull();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("clairre");
  await userEvent.click(screen.getByTestId(ids.save));
  await userEvent.click(await screen.findByTestId(ids.handoverDone));
  await userEvent.click(within(await row("clairre")).getByTestId(ids.remove));
  expect((await screen.findByTestId(testIds.common.confirm)).textContent).toContain("clairre");
  await userEvent.click(screen.getByTestId(testIds.common.confirmAction));
  expect(await screen.findByText("Compte clairre supprimé")).toBeTruthy();
  await waitFor(() => expect(screen.queryByText("clairre", { selector: "td *" })).toBeNull());
});

test("the last active administrator stays, which is explained", async () => {
  open();
  await userEvent.click(within(await row("admin")).getByTestId(ids.setActive));
  await userEvent.click(await screen.findByTestId(testIds.common.confirmAction));
  expect((await screen.findByTestId(ids.lastAdministrator)).textContent).toContain("dernier administrateur");
  expect((await row("admin")).textContent).toContain("Actif");
});

async function edit(username: string) {
  await userEvent.click(within(await row(username)).getByTestId(ids.edit));
  return screen.findByTestId<HTMLSelectElement>(ids.role);
}

test("the last sign-in is shown, or that there was none", async () => {
  open();
  expect((await row("claire")).textContent).toContain("lun. 23 nov. 2026, 07:51");
  expect((await row("nadia")).textContent).toContain("jamais");
});

test("who failed too often is shown with until when, and let in again", async () => {
  open();
  const failures = () => within(document.body).queryAllByTestId(ids.failures);
  await row("nadia");
  expect(failures().map((shown) => shown.textContent?.trim())).toEqual([
    "Bloqué jusqu’à 10:58 · 10 échecs",
    "2 échecs",
  ]);
  await userEvent.click(within(await row("nadia")).getByTestId(ids.unlock));
  expect(await screen.findByText("nadia peut de nouveau essayer de se connecter.")).toBeTruthy();
  await waitFor(() => expect(failures()).toHaveLength(1));
  expect(within(await row("nadia")).queryByTestId(ids.unlock)).toBeNull();
});

test("another role is given from the row, and can be taken back", async () => {
  open();
  await userEvent.selectOptions(await edit("sophie"), "reception");
  await userEvent.click(screen.getByTestId(ids.save));
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Accueil"));
  expect(screen.queryByTestId(ids.panel)).toBeNull();
  await undo();
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Responsable"));
});

test("who becomes a doctor is linked to a practitioner", async () => {
  open();
  await userEvent.selectOptions(await edit("sophie"), "doctor");
  await userEvent.click(screen.getByTestId(ids.save));
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect([issue.dataset["field"], issue.dataset["rule"]]).toEqual(["practitionerId", "required"]);
  await userEvent.selectOptions(screen.getByTestId(ids.practitioner), "Dr Karim Benali, Cardiologie");
  expect(await axeViolations(screen.getByTestId(ids.panel))).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.save));
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Médecin · Dr Karim Benali"));
  await undo();
  await waitFor(async () => expect((await row("sophie")).textContent).toContain("Responsable"));
});

test("the last active administrator keeps the role, which is explained in the form", async () => {
  open();
  await userEvent.selectOptions(await edit("admin"), "manager");
  expect(screen.getByTestId(ids.panel).textContent).toContain("votre propre compte");
  await userEvent.click(screen.getByTestId(ids.save));
  expect((await screen.findByTestId(testIds.common.formError)).textContent).toContain(
    "admin est le dernier administrateur actif",
  );
  expect((await row("admin")).textContent).toContain("Administrateur");
});

test("by keyboard: Enter on a row edits it, Esc leads back to the row", async () => {
  open();
  (await row("claire")).focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.role)));
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("claire"));
});
