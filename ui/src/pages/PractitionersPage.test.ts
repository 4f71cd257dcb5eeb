// Practitioners: added, edited in place, taken out of use, deleted; each with a way back.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.practitioners;

/** The row of that name. */
async function row(name: string): Promise<HTMLElement> {
  const cell = await screen.findByText(name, { selector: "td *" });
  return cell.closest("tr") as HTMLElement;
}

function open() {
  openApp("?as=administrator", "#/admin/practitioners");
}

async function replace(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.type(field, text);
}

test("the list has no accessibility issue, nor has the popover", async () => {
  open();
  await userEvent.click(within(await row("Dr Hélène Martin")).getByTestId(ids.edit));
  await screen.findByTestId(ids.form);
  expect(await axeViolations()).toEqual([]);
});

test("practitioners are added one after the other, each with a colour of their own", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  const color = screen.getByTestId<HTMLInputElement>(ids.color).value;
  await userEvent.keyboard("Dr Test Un{Tab}Neurologie{Enter}");
  expect((await row("Dr Test Un")).textContent).toContain("Neurologie");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.name)));
  expect(screen.getByTestId<HTMLInputElement>(ids.name).value).toBe("");
  expect(screen.getByTestId<HTMLInputElement>(ids.color).value).not.toBe(color);
  await userEvent.click(screen.getByTestId(ids.save));
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map((issue) => issue.dataset["field"])).toEqual(["name", "speciality"]);
});

test("Enter on a row edits in place, and the change can be taken back", async () => {
  open();
  (await row("Dr Karim Benali")).focus();
  await userEvent.keyboard("{Enter}");
  await replace(await screen.findByTestId(ids.name), "Dr Karim Benali-Roux{Enter}");
  await row("Dr Karim Benali-Roux");
  await waitFor(() => expect(screen.queryByTestId(ids.form)).toBeNull());
  await undo();
  await row("Dr Karim Benali");
});

test("leaving an edit asks before something typed is lost", async () => {
  open();
  await userEvent.click(within(await row("Dr Karim Benali")).getByTestId(ids.edit));
  await replace(await screen.findByTestId(ids.speciality), "Cardio");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect(screen.getByTestId<HTMLInputElement>(ids.speciality).value).toBe("Cardio");
});

test("a colour that is none is refused at its field", async () => {
  open();
  await userEvent.click(within(await row("Dr Paul Nguyen")).getByTestId(ids.edit));
  await replace(await screen.findByTestId(ids.color), "bleu{Enter}");
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect(issue.dataset["field"]).toBe("color");
});

test("deactivating takes effect at once, with a way back", async () => {
  open();
  await userEvent.click(within(await row("Dr Paul Nguyen")).getByTestId(ids.setActive));
  await waitFor(async () => expect((await row("Dr Paul Nguyen")).textContent).toContain("Désactivé"));
  await undo();
  await waitFor(async () => expect((await row("Dr Paul Nguyen")).textContent).toContain("Actif"));
});

test("who has appointments is kept, which is explained", async () => {
  open();
  await userEvent.click(within(await row("Dr Anne-Sophie Leroy")).getByTestId(ids.remove));
  const question = await screen.findByTestId(testIds.common.confirm);
  expect(question.textContent).toContain("Supprimer Dr Anne-Sophie Leroy");
  await userEvent.click(screen.getByTestId(testIds.common.confirmAction));
  expect(await screen.findByText(/Dr Anne-Sophie Leroy a 42 rendez-vous/)).toBeTruthy();
  await waitFor(async () => expect((await row("Dr Anne-Sophie Leroy")).textContent).toContain("Désactivé"));
});

test("who has none is gone, once confirmed", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("Dr Test Deux{Tab}Neurologie{Enter}");
  await userEvent.click(within(await row("Dr Test Deux")).getByTestId(ids.remove));
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  await userEvent.click(within(await row("Dr Test Deux")).getByTestId(ids.remove));
  await userEvent.click(await screen.findByTestId(testIds.common.confirmAction));
  await waitFor(() => expect(screen.queryByText("Dr Test Deux", { selector: "td *" })).toBeNull());
  // The keyboard goes on from the list.
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe(ids.row));
});

test("the way back works from another screen too", async () => {
  open();
  await userEvent.click(within(await row("Dr Paul Nguyen")).getByTestId(ids.setActive));
  await waitFor(async () => expect((await row("Dr Paul Nguyen")).textContent).toContain("Désactivé"));
  await userEvent.click(screen.getByTestId(testIds.frame.navUsers));
  await screen.findByTestId(testIds.users.page);
  await undo();
  await userEvent.click(screen.getByTestId(testIds.frame.navPractitioners));
  await waitFor(async () => expect((await row("Dr Paul Nguyen")).textContent).toContain("Actif"));
});
