// Protected texts wherever they are shown or edited: never as if nothing had been written.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { commands, events } from "$lib/api/bindings";
import { patients } from "$lib/api/mock/patients";
import { practitionerChoice } from "$lib/features/day/filter.svelte";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.keys;

beforeEach(() => practitionerChoice.clear());

/** The file of the only patient of that name. */
async function openFile(situation: string, name: string) {
  openApp(situation, "#/patients");
  await screen.findAllByTestId(testIds.patients.row);
  await userEvent.type(screen.getByTestId(testIds.patients.search), `${name}{Enter}`);
  return screen.findByTestId(testIds.patients.file);
}

/** The first of that patient. */
function block(patient: string): HTMLElement {
  const isTheirs = (known: HTMLElement) => known.title.includes(`, ${patient}, `);
  return screen.getAllByTestId(testIds.day.appointment).find(isTheirs) as HTMLElement;
}

async function openAppointment(situation: string, patient: string) {
  openApp(situation, "#/day");
  await screen.findAllByTestId(testIds.day.column);
  await userEvent.click(block(patient));
  return screen.findByTestId(testIds.day.panel);
}

const marks = (within_: HTMLElement) => within(within_).queryAllByTestId(ids.unreadable);
const stored = (lastName: string) => patients.find((known) => known.lastName === lastName)!;

test("notes without their key are told as protected, with who can help", async () => {
  const file = await openFile("?as=reception&notes=withheld", "dupont");
  const [mark] = marks(file);
  expect(mark?.textContent).toMatch(/Protégé.*l’administrateur peut la donner/s);
  expect(mark?.tagName).toBe("BUTTON");
  expect(file.textContent).toContain("1890675123456");
  expect(await axeViolations()).toEqual([]);
});

test("a text changed outside the program is told as unreadable", async () => {
  const file = await openFile("?as=doctor", "bonnet");
  expect(marks(file)).toHaveLength(2);
  expect(marks(file)[0]?.textContent).toContain("modifié hors de MediGest");
});

test("editing the rest of a file keeps the notes that cannot be read", async () => {
  const { notes } = stored("DUPONT");
  await openFile("?as=reception&notes=withheld", "dupont");
  await userEvent.click(screen.getByTestId(testIds.patients.edit));
  const form = await screen.findByTestId(testIds.patients.form);
  expect(within(form).getByTestId(ids.sealedField).textContent).toContain("Ce texte reste tel quel");
  expect(within(form).queryByTestId(testIds.patients.notes)).toBeNull();
  const update = vi.spyOn(commands, "patientUpdate");
  expect(await axeViolations()).toEqual([]);
  await userEvent.clear(screen.getByTestId(testIds.patients.email));
  await userEvent.type(screen.getByTestId(testIds.patients.email), "jean.dupont@exemple.fr");
  await userEvent.click(screen.getByTestId(testIds.patients.save));
  await screen.findByTestId(testIds.patients.file);
  expect(update.mock.lastCall?.[2]).toMatchObject({ insurance: "1890675123456", notes: null });
  expect(stored("DUPONT")).toMatchObject({ email: "jean.dupont@exemple.fr", notes });
});

/** The administrator gives the missing keys to who is at work. */
async function giveKeys() {
  window.history.replaceState(null, "", `/?as=reception${window.location.hash}`);
  await events.practiceChanged.emit({ areas: ["users"] });
}

test("notes whose key is given while the file is edited are shown, not emptied", async () => {
  const { notes } = stored("DUPONT");
  await openFile("?as=reception&notes=withheld", "dupont");
  await userEvent.click(screen.getByTestId(testIds.patients.edit));
  await screen.findByTestId(ids.sealedField);
  await giveKeys();
  const field = await screen.findByTestId<HTMLTextAreaElement>(testIds.patients.notes);
  expect(field.value).toBe(notes);
});

test("a reason whose key is given while its appointment is moved is not emptied", async () => {
  await openAppointment("?as=reception&reasons=withheld", "DAVID Jean");
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await userEvent.click(screen.getByTestId(testIds.day.move));
  await screen.findByTestId(testIds.day.moveForm);
  await giveKeys();
  await waitFor(() => expect(block("DAVID Jean").title).not.toContain("Protégé"));
  await userEvent.clear(screen.getByTestId(testIds.booking.time));
  await userEvent.type(screen.getByTestId(testIds.booking.time), "17:00");
  await userEvent.click(screen.getByTestId(testIds.day.moveConfirm));
  await waitFor(() => expect(reschedule).toHaveBeenCalled());
  expect(reschedule.mock.lastCall?.[2].reason).toBeNull();
});

test("a doctor is not offered to edit notes without their key", async () => {
  const file = await openFile("?as=doctor&notes=withheld", "dupont");
  expect(marks(file)).toHaveLength(1);
  expect(screen.queryByTestId(testIds.patients.editNotes)).toBeNull();
});

test("a new file says which of its fields this account cannot write", async () => {
  openApp("?as=reception&notes=withheld", "#/patients/new");
  const sealed = await screen.findByTestId(ids.sealedField);
  expect(sealed.dataset["state"]).toBe("blank");
  expect(screen.getByTestId(testIds.patients.insurance)).toBeTruthy();
});

test("the reason of an appointment is protected in the day and in the panel, and stays when it is moved", async () => {
  const panel = await openAppointment("?as=reception&reasons=withheld", "DAVID Jean");
  expect(marks(panel)[0]?.textContent).toContain("Protégé");
  expect(block("DAVID Jean").title).toContain("Protégé");
  expect(block("DUPUIS Hélène").textContent).toContain("Protégé");
  const reschedule = vi.spyOn(commands, "appointmentReschedule");
  await userEvent.click(screen.getByTestId(testIds.day.move));
  const form = await screen.findByTestId(testIds.day.moveForm);
  expect(within(form).getByTestId(ids.sealedField).dataset["state"]).toBe("withheld");
  expect(within(form).queryByTestId(testIds.booking.reason)).toBeNull();
  await userEvent.clear(screen.getByTestId(testIds.booking.time));
  await userEvent.type(screen.getByTestId(testIds.booking.time), "16:00");
  await userEvent.click(screen.getByTestId(testIds.day.moveConfirm));
  await waitFor(() => expect(reschedule).toHaveBeenCalled());
  await waitFor(() => expect(marks(screen.getByTestId(testIds.day.panel))).toHaveLength(1));
});

test("a manager, whose role reads no reason, is not shown a lock on each of them", async () => {
  const panel = await openAppointment("?as=manager", "DAVID Jean");
  expect(panel.textContent).not.toContain("Motif");
  expect(screen.queryAllByTestId(ids.unreadable)).toHaveLength(0);
});

test("a booking says that its reason cannot be written", async () => {
  openApp("?as=reception&reasons=withheld", "#/booking");
  expect((await screen.findByTestId(ids.sealedField)).textContent).toContain("écrire ce texte");
});

test("a printed day says what is protected", async () => {
  openApp("?as=doctor&reasons=withheld", "#/sheet");
  await waitFor(() => expect(screen.getAllByTestId(testIds.sheet.row)[0]?.textContent).toContain("Protégé"));
});

test("a write without the key says which texts it is about and who can help", async () => {
  await openFile("?as=doctor", "dupont");
  vi.spyOn(commands, "patientEditNotes").mockResolvedValue({
    status: "error",
    error: { code: "keyMissing", kind: "medical" },
  });
  await userEvent.click(screen.getByTestId(testIds.patients.editNotes));
  await userEvent.type(await screen.findByTestId(testIds.patients.notes), "Nouvelle note.");
  await userEvent.click(screen.getByTestId(testIds.patients.save));
  const told = await screen.findByTestId(testIds.common.formError);
  expect(told.textContent).toMatch(/notes.*administrateur/s);
  expect(screen.getByTestId<HTMLTextAreaElement>(testIds.patients.notes).value).toContain("Nouvelle note.");
});
