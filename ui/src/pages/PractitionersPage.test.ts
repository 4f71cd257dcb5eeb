// Practitioners: added, edited in place, taken out of use, deleted; each with a way back.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { newOpId, unwrap } from "$lib/api/call";
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

test("who has an account is kept, and the account is named", async () => {
  open();
  await userEvent.click(await screen.findByTestId(ids.create));
  await userEvent.keyboard("Dr Test Trois{Tab}Neurologie{Enter}");
  await row("Dr Test Trois");
  const added = (await unwrap(commands.practitionerList())).at(-1)?.id ?? null;
  const martin = (await unwrap(commands.userList())).find(({ username }) => username === "martin");
  await unwrap(commands.userUpdate(martin?.id ?? "", "doctor", added, newOpId()));
  await userEvent.click(within(await row("Dr Test Trois")).getByTestId(ids.remove));
  await userEvent.click(await screen.findByTestId(testIds.common.confirmAction));
  expect(await screen.findByText(/Dr Test Trois est désactivé.*le compte martin/)).toBeTruthy();
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

/** Opens the hours of a practitioner; answers the row of a weekday, 1 for Monday. */
async function openHours(name: string) {
  await userEvent.click(within(await row(name)).getByTestId(ids.hours));
  await screen.findByTestId(ids.hoursPanel);
  return (weekday: number) => within(screen.getAllByTestId(ids.hoursDay)[weekday - 1]!);
}

test("the list tells when each one works, in words", async () => {
  open();
  expect((await row("Dr Hélène Martin")).textContent).toContain("Heures habituelles du cabinet");
  expect((await row("Dr Paul Nguyen")).textContent).toContain("lun.–ven. 09:00–12:30, 13:15–18:00");
});

test("a day's hours are typed as people write them, copied to others and saved, with a way back", async () => {
  open();
  await userEvent.click(within(await row("Dr Karim Benali")).getByTestId(ids.hours));
  await userEvent.click(await screen.findByLabelText("Horaires propres"));
  const day = (weekday: number) => within(screen.getAllByTestId(ids.hoursDay)[weekday - 1]!);
  await replace(day(1).getByTestId(ids.hoursStart), "9h");
  await replace(day(1).getByTestId(ids.hoursEnd), "1200");
  await userEvent.click(day(1).getByTestId(ids.hoursAdd));
  await replace(day(1).getAllByTestId(ids.hoursEnd)[1]!, "17:30");
  await userEvent.click(day(6).getByTestId(ids.hoursRemove));
  await userEvent.click(day(1).getByTestId(ids.hoursCopy));
  await userEvent.click(await screen.findByTestId(ids.hoursCopyAction));
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.hoursSave));
  await waitFor(async () =>
    expect((await row("Dr Karim Benali")).textContent).toContain("lun.–ven. 09:00–12:00, 14:00–17:30"),
  );
  await undo();
  await waitFor(async () =>
    expect((await row("Dr Karim Benali")).textContent).toContain("Heures habituelles du cabinet"),
  );
});

test("what is wrong with hours stands at its field, and nothing is sent", async () => {
  const setHours = vi.spyOn(commands, "practitionerSetHours");
  open();
  const day = await openHours("Dr Paul Nguyen");
  await replace(day(2).getAllByTestId(ids.hoursStart)[1]!, "11h");
  await replace(day(3).getAllByTestId(ids.hoursEnd)[0]!, "8h");
  await userEvent.click(screen.getByTestId(ids.hoursSave));
  expect(await day(2).findByText("Chevauche l’autre plage.")).toBeTruthy();
  expect(day(3).getByText("La fin doit venir après le début.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(day(2).getAllByTestId(ids.hoursStart)[1]));
  expect(setHours).not.toHaveBeenCalled();
});

test("a week without a day is no working week, and the practice's hours are sent as none", async () => {
  const setHours = vi.spyOn(commands, "practitionerSetHours");
  open();
  await openHours("Dr Paul Nguyen");
  for (const remove of screen.getAllByTestId(ids.hoursRemove).reverse()) await userEvent.click(remove);
  await userEvent.click(screen.getByTestId(ids.hoursSave));
  expect((await screen.findByTestId(testIds.common.formError)).textContent).toContain("au moins un jour");
  await userEvent.click(screen.getByLabelText("Heures du cabinet"));
  await userEvent.click(screen.getByTestId(ids.hoursSave));
  await waitFor(() => expect(setHours.mock.calls[0]?.[1]).toEqual([]));
});
