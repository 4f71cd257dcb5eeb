// The patients screen on the sample practice: find, read, create, edit, two at once.
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { commands, type PatientHit } from "$lib/api/bindings";
import { installMock, removeMock } from "$lib/api/mock";
import { testIds } from "$lib/testIds";
import App from "../App.svelte";
import { axeViolations } from "../../tests/axe";

const ids = testIds.patients;

afterEach(() => {
  removeMock();
  window.history.replaceState(null, "", "/");
});

async function open(situation = "?as=reception", hash = "#/patients") {
  window.history.replaceState(null, "", `/${situation}${hash}`);
  installMock();
  render(App);
  await screen.findByTestId(ids.page);
  await screen.findAllByTestId(ids.row);
}

const field = (id: string) => screen.getByTestId<HTMLInputElement | HTMLTextAreaElement>(id);
const names = () =>
  screen.queryAllByTestId<HTMLTableRowElement>(ids.row).map((row) => row.cells[0]?.textContent?.trim());

/** The file of the only patient of that name, as the reception opens it. */
async function openFile(name: string) {
  await userEvent.type(field(ids.search), `${name}{Enter}`);
  await screen.findByTestId(ids.file);
}

async function replace(id: string, text: string) {
  await userEvent.clear(field(id));
  await userEvent.type(field(id), text);
}

test("typing finds, Enter opens the best match, Esc closes it and leaves its row marked", async () => {
  await open();
  expect(document.activeElement).toBe(field(ids.search));
  await userEvent.keyboard("lefe");
  await waitFor(() => expect(names()).toEqual(["LEFÈVRE Léo"]));
  expect(screen.getByTestId(ids.count).textContent).toContain("1 patient trouvé");
  await userEvent.keyboard("{Enter}");
  await screen.findByTestId(ids.file);
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(ids.panel)).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.row)));
  expect(screen.getByTestId(ids.row).getAttribute("aria-selected")).toBe("true");
});

test("a visit to come says its planned time and where the delay puts it", async () => {
  await open();
  await openFile("dupont");
  const visits = await screen.findAllByTestId(ids.visit);
  const words = visits.map((visit) => visit.textContent?.replace(/\s+/g, " ").trim() ?? "");
  expect(words.filter((text) => text.includes("→"))).toEqual([
    expect.stringMatching(/11:40.* → Retard 25 min 12:05/),
  ]);
});

test("the arrows go from the search into the list and back", async () => {
  await open();
  const [first, second] = screen.getAllByTestId(ids.row);
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toBe(second);
  await userEvent.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(first);
  await userEvent.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(field(ids.search));
});

test("the last results stay until the answer to the last text, and a late answer is dropped", async () => {
  await open();
  const before = names();
  const answers = new Map<string, (hits: PatientHit[]) => void>();
  vi.spyOn(commands, "patientSearch").mockImplementation(
    (query) =>
      new Promise((resolve) => {
        answers.set(query, (hits) => resolve({ status: "ok", data: { hits, total: 30 } }));
      }),
  );
  const hit = (lastName: string): PatientHit => ({
    id: lastName,
    lastName,
    firstName: "Léa",
    birthDate: null,
    phone: null,
  });
  await userEvent.type(field(ids.search), "du");
  await waitFor(() => expect([...answers.keys()]).toContain("du"));
  await userEvent.type(field(ids.search), "r");
  await waitFor(() => expect([...answers.keys()]).toContain("dur"));
  expect(names()).toEqual(before);
  answers.get("dur")?.([hit("DURAND")]);
  await waitFor(() => expect(names()).toEqual(["DURAND Léa"]));
  answers.get("du")?.([hit("DUPONT")]);
  // The cache tells its readers in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  expect(names()).toEqual(["DURAND Léa"]);
});

test("a search that fails says so and can be tried again", async () => {
  await open();
  vi.spyOn(commands, "patientSearch").mockResolvedValueOnce({
    status: "error",
    error: { code: "storeUnavailable" },
  });
  await userEvent.type(field(ids.search), "lefevre");
  await userEvent.click(await screen.findByTestId(testIds.common.retry));
  await waitFor(() => expect(names()).toEqual(["LEFÈVRE Léo"]));
});

test("a search that finds nobody offers to create the patient with what was typed", async () => {
  await open();
  await userEvent.keyboard("de la tour marie-lou");
  expect(await screen.findByText(/Aucun patient pour/)).toBeTruthy();
  await userEvent.click(screen.getByTestId(ids.createGuessed));
  await screen.findByTestId(ids.form);
  expect(field(ids.lastName).value).toBe("DE LA TOUR");
  expect(field(ids.firstName).value).toBe("Marie-Lou");
  expect(document.activeElement).toBe(field(ids.lastName));
});

test("the last name is in capitals as typed, and the caret stays where it is", async () => {
  await open("?as=reception", "#/patients/new");
  const lastName = field(ids.lastName) as HTMLInputElement;
  await userEvent.type(lastName, "lépée");
  expect(lastName.value).toBe("LÉPÉE");
  await userEvent.type(lastName, "’", { initialSelectionStart: 1, initialSelectionEnd: 1 });
  await userEvent.keyboard("x");
  expect(lastName.value).toBe("L’XÉPÉE");
  expect(lastName.selectionStart).toBe(3);
});

test("what is wrong stands at its field, an unusual value can be kept", async () => {
  await open("?as=reception", "#/patients/new");
  await userEvent.type(field(ids.lastName), "Nouveau");
  await userEvent.type(field(ids.phone), "12 34{Enter}");
  await waitFor(() => expect(field(ids.firstName).getAttribute("aria-invalid")).toBe("true"));
  expect(document.activeElement).toBe(field(ids.firstName));
  expect(screen.queryByTestId(ids.acceptWarnings)).toBeNull();

  await userEvent.keyboard("Paul{Enter}");
  await userEvent.click(await screen.findByTestId(ids.acceptWarnings));
  expect(await screen.findByText("Fiche de NOUVEAU Paul créée.")).toBeTruthy();
  expect(screen.getByTestId(ids.file).textContent).toContain("12 34");
});

async function typeJeanDupont() {
  await open("?as=reception", "#/patients/new");
  await userEvent.type(field(ids.lastName), "dupont");
  await userEvent.type(field(ids.firstName), "jean");
  await userEvent.type(field(ids.birthDate), "01011938");
  await userEvent.type(field(ids.phone), "0699999999{Enter}");
  await screen.findByTestId(ids.duplicates);
}

test("a likely duplicate is shown before anything is written, and can be created all the same", async () => {
  await typeJeanDupont();
  const candidate = screen.getByTestId(ids.duplicate);
  expect(candidate.textContent).toContain("DUPONT Jean");
  expect(candidate.textContent).toContain("01/01/1938");
  expect(await axeViolations()).toEqual([]);
  await userEvent.click(screen.getByTestId(ids.acceptDuplicate));
  expect(await screen.findByText("Fiche de DUPONT jean créée.")).toBeTruthy();
});

test("the file of a likely duplicate is looked at without losing what was typed", async () => {
  await typeJeanDupont();
  const [candidate] = screen.getAllByTestId(ids.duplicate);
  await userEvent.click(within(candidate!).getByRole("button"));
  expect((await screen.findByTestId(ids.compare)).textContent).toContain(
    "06 99 99 99 99".replaceAll(" ", "\u00a0"),
  );
  await userEvent.keyboard("{Escape}");
  expect(field(ids.phone).value).toBe("0699999999");

  await userEvent.click(within(screen.getAllByTestId(ids.duplicate)[0]!).getByRole("button"));
  await userEvent.click(await screen.findByTestId(ids.compareReport));
  await screen.findByTestId(ids.form);
  expect(window.location.hash).toBe(`#/patients/${candidate!.dataset["id"]}`);
  expect(field(ids.firstName).value).toBe("Jean");
  expect(field(ids.phone).value).toBe("0699999999");
  expect(field(ids.email).value).toBe("jean@exemple.fr");
});

test("leaving a form asks only when something would be lost", async () => {
  await open("?as=reception", "#/patients/new");
  await userEvent.type(field(ids.lastName), "a{Escape}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect(field(ids.lastName).value).toBe("A");
  await userEvent.clear(field(ids.lastName));
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(ids.panel)).toBeNull());
});

test("a saved edit is told, shown in the file and the list, and can be taken back", async () => {
  await open();
  await openFile("bernard");
  await userEvent.keyboard("e");
  await replace(ids.phone, "06 11 11 11 11{Enter}");
  expect(await screen.findByText("Fiche de BERNARD Chloé enregistrée.")).toBeTruthy();
  const phone = "06 11 11 11 11".replaceAll(" ", "\u00a0");
  expect(screen.getByTestId(ids.file).textContent).toContain(phone);
  await waitFor(() => expect(screen.getByTestId(ids.row).textContent).toContain(phone));

  await userEvent.click(screen.getByText("Annuler"));
  expect(await screen.findByText("Fiche de BERNARD Chloé remise comme avant.")).toBeTruthy();
  expect(screen.getByTestId(ids.file).textContent).not.toContain(phone);
});

test("two people editing one file: nothing typed is lost, and each conflict is asked about", async () => {
  await open();
  await openFile("change");
  await userEvent.keyboard("e");
  await userEvent.type(field(ids.email), "zoe@exemple.fr");
  await userEvent.type(field(ids.notes), "Ma note.{Control>}{Enter}{/Control}");

  const question = await screen.findByTestId(ids.changed);
  expect(question.textContent).toContain("Fiche modifiée par ines à 10:42, pendant votre saisie");
  expect(screen.getByTestId(ids.takenOver).dataset["id"]).toBe("phone");
  expect(screen.getByTestId(ids.conflict).dataset["id"]).toBe("notes");
  expect(screen.getByTestId<HTMLInputElement>(ids.chooseMine).checked).toBe(true);
  expect(await axeViolations()).toEqual([]);

  await userEvent.click(screen.getByTestId(ids.chooseTheirs));
  expect(field(ids.notes).value).toBe("Note ajoutée depuis un autre poste.");
  await userEvent.click(screen.getByTestId(ids.chooseMine));
  await userEvent.click(screen.getByTestId(ids.save));
  const file = await screen.findByTestId(ids.file);
  expect(file.textContent).toContain("zoe@exemple.fr");
  expect(file.textContent).toContain("Ma note.");
  expect(file.textContent).toContain("06 11 22 33 44".replaceAll(" ", "\u00a0"));
});

test("a doctor edits the notes alone and creates nobody", async () => {
  await open("?as=doctor");
  expect(screen.queryByTestId(ids.create)).toBeNull();
  await openFile("leroy zoe");
  expect(screen.queryByTestId(ids.edit)).toBeNull();
  await userEvent.click(screen.getByTestId(ids.editNotes));
  expect(screen.queryByTestId(ids.lastName)).toBeNull();
  await userEvent.keyboard("Vu ce jour.{Control>}{Enter}{/Control}");
  expect((await screen.findByTestId(ids.file)).textContent).toContain("Vu ce jour.");
});

test("N on an open file books for that patient", async () => {
  await open();
  await openFile("garnier");
  const { id } = screen.getByTestId(ids.file).dataset;
  await userEvent.keyboard("n");
  await waitFor(() => expect(window.location.hash).toBe(`#/booking?patientId=${id}`));
});
