// Booking on the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands, type CommandError } from "$lib/api/bindings";
import { appointment } from "$lib/features/appointments/sample";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.booking;
const DUPONT = "000000000000000000000001";

const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const conflict = () => screen.findByTestId(ids.conflict);

async function open(hash = `#/booking?patientId=${DUPONT}`, situation = "?as=reception") {
  openApp(situation, hash);
  await screen.findByTestId(ids.form);
}

/** Chooses a practitioner by the beginning of the name, and a time. */
async function wish(practitioner: string, time = "") {
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  const option = [...select.options].find(({ text }) => text.startsWith(practitioner));
  await userEvent.selectOptions(select, option?.value ?? "");
  await userEvent.clear(field(ids.time));
  if (time) await userEvent.type(field(ids.time), time);
}

function refuseBooking(error: CommandError) {
  return vi.spyOn(commands, "appointmentBook").mockResolvedValueOnce({ status: "error", error });
}

const blocking = {
  practitionerName: "Dr Hélène Martin",
  patientName: "DAVID Jean",
  date: "2026-11-23",
  start: "14:10",
  end: "14:25",
  samePatient: false,
};

test("opened from a file, the patient is chosen and the next field has the focus", async () => {
  await open();
  expect(field(ids.patient).value).toBe("DUPONT Jean");
  expect(screen.getByTestId(ids.patientIdentity).textContent).toContain("01/01/1938");
  await waitFor(() => expect(document.activeElement).toBe(field(ids.practitioner)));
  expect(await axeViolations()).toEqual([]);
});

test("a patient is found while typing, with what tells namesakes apart", async () => {
  await open("#/booking");
  expect(document.activeElement).toBe(field(ids.patient));
  await userEvent.keyboard("duran");
  const option = await screen.findByRole("option", { name: /DURAND/ });
  expect(option.textContent).toMatch(/05\/05\/2006.*06/);
  await userEvent.keyboard("{Enter}");
  expect(field(ids.patient).value).toBe("DURAND Fatima");
});

test("an address with an unknown patient says so and leaves the choice", async () => {
  await open("#/booking?patientId=ffffffffffffffffffffffff");
  expect(screen.getByText(/n’existe plus dans la base/)).toBeTruthy();
  expect(field(ids.patient).value).toBe("");
});

test("the button says what it confirms, and the wish is judged before it is sent", async () => {
  await open();
  await wish("Dr Hélène", "14:20");
  expect(screen.getByTestId(ids.submit).textContent).toContain("Confirmer 14:20 avec Dr Hélène Martin");
  expect(screen.getByTestId(ids.wish).textContent).toContain("Chevauche 14:10–14:25");
  await wish("Dr Hélène", "17:00");
  expect(screen.getByTestId(ids.wish).dataset["verdict"]).toBe("free");
});

test("free time in the day fills the form in, by keyboard too", async () => {
  await open();
  await wish("Dr Karim");
  const day = within(screen.getByTestId(ids.dayPreview));
  const free = await waitFor(() => day.getByRole("button", { name: /de 13:20 à 14:00/ }));
  free.focus();
  await userEvent.keyboard("{Enter}");
  expect(field(ids.time).value).toBe("13:20");
});

test("what is missing is said at its field, and nothing is sent", async () => {
  const book = vi.spyOn(commands, "appointmentBook");
  await open("#/booking");
  await userEvent.click(screen.getByTestId(ids.submit));
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map((issue) => issue.dataset["field"])).toEqual(["patientId", "practitionerId", "time"]);
  expect(document.activeElement).toBe(field(ids.patient));
  expect(book).not.toHaveBeenCalled();
});

test("what cannot be read is said together with what is missing, from the first field on", async () => {
  const book = vi.spyOn(commands, "appointmentBook");
  await open();
  await userEvent.clear(field(ids.date));
  await userEvent.type(field(ids.date), "31/02/2027");
  await userEvent.type(field(ids.time), "25h");
  await userEvent.click(screen.getByTestId(ids.submit));
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map(({ dataset }) => [dataset["field"], dataset["rule"]])).toEqual([
    ["practitionerId", "required"],
    ["date", "invalidDate"],
    ["time", "invalidTime"],
  ]);
  expect(document.activeElement).toBe(field(ids.practitioner));
  expect(book).not.toHaveBeenCalled();
});

test.each([
  ["time", "inPast", "Ce moment est déjà passé."],
  ["time", "skippedLocalTime", "Cette heure n’existe pas ce jour-là (passage à l’heure d’été)."],
  ["practitionerId", "inactive", "N’est plus actif. Choisissez-en un autre."],
] as const)("a refusal of %s (%s) stands at its field", async (name, rule, words) => {
  refuseBooking({ code: "validation", fields: [{ field: name, rule, severity: "error" }] });
  await open();
  await wish("Dr Hélène", "17:00");
  await userEvent.keyboard("{Enter}");
  const issue = await screen.findByTestId(testIds.common.fieldIssue);
  expect([issue.dataset["field"], issue.textContent]).toEqual([name, expect.stringContaining(words)]);
});

test("a conflict names what stands there, for whom, and takes the focus to the free times", async () => {
  await open();
  await wish("Dr Hélène", "14:20");
  await userEvent.keyboard("{Enter}");
  const panel = await conflict();
  expect(panel.textContent).toContain("14:10–14:25\u202f: Dr Hélène Martin reçoit DAVID Jean.");
  const alternatives = within(panel).getAllByTestId(ids.alternative);
  expect(alternatives).toHaveLength(3);
  expect(document.activeElement).toBe(alternatives[0]);
  expect(await axeViolations()).toEqual([]);
});

test("a conflict of the patient's own says so, and one whose patient is withheld names nobody", async () => {
  refuseBooking({
    code: "slotTaken",
    blocking: [
      { ...blocking, samePatient: true },
      { ...blocking, patientName: null },
    ],
    nearest: [],
  });
  await open();
  await wish("Dr Hélène", "14:20");
  await userEvent.keyboard("{Enter}");
  const panel = await conflict();
  expect(panel.textContent).toContain("le patient a déjà un rendez-vous avec Dr Hélène Martin");
  expect(panel.textContent).toContain("Dr Hélène Martin a un autre rendez-vous");
  expect(panel.textContent).not.toContain("DAVID");
  expect(panel.textContent).toContain("Aucun créneau libre");
});

test.each([
  ["the key 2", () => userEvent.keyboard("2"), 1],
  ["arrow and Enter", () => userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}"), 2],
  ["a press", () => userEvent.click(screen.getAllByTestId(ids.alternative)[0]!), 0],
])("%s books a free time at once", async (_, choose, index) => {
  const nearest = ["15:00", "16:00", "17:00"].map((start) => ({
    practitionerId: "",
    date: "2026-11-25",
    start,
    end: `${start.slice(0, 2)}:30`,
  }));
  await open();
  await wish("Dr Hélène", "14:20");
  const practitionerId = field(ids.practitioner).value;
  const book = refuseBooking({
    code: "slotTaken",
    blocking: [blocking],
    nearest: nearest.map((slot) => ({ ...slot, practitionerId })),
  });
  // The second call goes on to the answer below.
  book.mockResolvedValueOnce({ status: "ok", data: appointment("16:00-16:30") });
  await userEvent.click(screen.getByTestId(ids.submit));
  await conflict();
  await choose();
  await waitFor(() => expect(book).toHaveBeenCalledTimes(2));
  expect(book.mock.calls[1]?.[0]).toMatchObject({
    patientId: DUPONT,
    practitionerId,
    date: "2026-11-25",
    time: nearest[index]?.start,
    durationMinutes: 30,
  });
  expect(book.mock.calls[1]?.[1]).not.toBe(book.mock.calls[0]?.[1]);
});

test("a lost answer is asked again as the same operation", async () => {
  const book = refuseBooking({ code: "storeUnavailable" });
  await open();
  await wish("Dr Hélène", "16:30");
  await userEvent.keyboard("{Enter}");
  expect((await screen.findByTestId(testIds.common.formError)).textContent).toContain(
    "La base ne répond pas",
  );
  await userEvent.click(screen.getByTestId(ids.submit));
  await screen.findByTestId(ids.done);
  expect(book.mock.calls[1]?.[1]).toBe(book.mock.calls[0]?.[1]);
});

test("once booked, it is read back, shown in the day, and another can be begun", async () => {
  await open();
  await wish("Dr Paul", "17:30");
  await userEvent.keyboard("{Enter}");
  const done = await screen.findByTestId(ids.done);
  expect(done.textContent).toMatch(/DUPONT Jean.*17:30–18:00/s);
  expect(document.activeElement).toBe(done);
  await waitFor(() => {
    const day = within(screen.getByTestId(ids.dayPreview));
    expect(day.getByText(/de 17:30 à 18:00, DUPONT Jean/)).toBeTruthy();
  });
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("n");
  await waitFor(() => expect(field(ids.patient).value).toBe(""));
  expect(document.activeElement).toBe(field(ids.patient));
});

test("another appointment for the same patient keeps who, with whom and why", async () => {
  await open();
  await wish("Dr Hélène", "18:00");
  await userEvent.type(field(ids.reason), "Contrôle{Enter}");
  await userEvent.click(await screen.findByTestId(ids.doneAgain));
  expect(field(ids.patient).value).toBe("DUPONT Jean");
  expect([field(ids.reason).value, field(ids.time).value]).toEqual(["Contrôle", ""]);
  expect(document.activeElement).toBe(field(ids.time));
});

test("taking a booking back cancels it with its reason and gives the form back as it was", async () => {
  const cancel = vi.spyOn(commands, "appointmentCancel");
  await open();
  await wish("Dr Anne", "17:00");
  await userEvent.keyboard("{Enter}");
  const id = (await screen.findByTestId(ids.done)).dataset["id"];
  await undo();
  await screen.findByTestId(ids.form);
  expect(cancel.mock.calls[0]?.slice(0, 3)).toEqual([id, 1, "Annulé aussitôt après la prise de rendez-vous"]);
  expect([field(ids.patient).value, field(ids.time).value]).toEqual(["DUPONT Jean", "17:00"]);
});

test("a doctor books for themselves", async () => {
  await open("#/booking", "?as=doctor");
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  const choices = [...select.options].filter(({ disabled }) => !disabled);
  expect(choices.map(({ text }) => text)).toEqual(["Dr Hélène Martin · Médecine générale"]);
  expect(select.selectedOptions[0]?.text).toBe("Dr Hélène Martin · Médecine générale");
});

test("looking at another day is nothing to lose, what is typed is asked about", async () => {
  await open();
  await userEvent.click(screen.getByTestId(testIds.day.next));
  expect(field(ids.date).value).toBe("24/11/2026");
  await userEvent.click(screen.getByTestId(testIds.frame.navDay));
  await screen.findByTestId(testIds.day.page);
});

const slots = () => screen.findAllByTestId(ids.findSlot);

test("a time outside opening hours is told while typing, asked about, and booked all the same", async () => {
  const book = vi.spyOn(commands, "appointmentBook");
  await open();
  await wish("Dr Paul", "12:45");
  expect(screen.getByTestId(ids.wish).textContent).toContain(
    "en dehors des heures (09:00–12:30, 13:15–18:00)",
  );
  await userEvent.keyboard("{Enter}");
  const question = await screen.findByTestId(testIds.common.confirm);
  expect(question.textContent).toContain("hors des heures d’ouverture (09:00–12:30, 13:15–18:00)");
  await userEvent.click(within(question).getByRole("button", { name: "Réserver quand même à 12:45" }));
  await screen.findByTestId(ids.done);
  expect(book.mock.calls.map(([input]) => input.acceptOutsideHours)).toEqual([false, true]);
});

test("declined, the form stays as it was and says why", async () => {
  await open();
  await wish("Dr Paul", "18:30");
  await userEvent.keyboard("{Enter}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect((await screen.findByTestId(ids.outside)).textContent).toContain("18:30–19:00");
  expect(field(ids.time).value).toBe("18:30");
});

test("an absence is told while typing", async () => {
  await open(`#/booking?patientId=${DUPONT}&date=2026-11-24`);
  await wish("Dr Paul", "17:30");
  await waitFor(() =>
    expect(screen.getByTestId(ids.wish).textContent).toContain("pendant une absence (Formation"),
  );
});

test("F finds the next free times; arrow and Enter fill the form in, ready to confirm", async () => {
  await open();
  await userEvent.click(document.body);
  screen.getByTestId(ids.find).focus();
  await userEvent.keyboard("f");
  const [first, second] = await slots();
  await waitFor(() => expect(document.activeElement).toBe(first));
  expect(await axeViolations()).toEqual([]);
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(second);
  const [date, time] = (second?.dataset["id"] ?? "").split("T");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(field(ids.time).value).toBe(time));
  expect(date).toBe("2026-11-23");
  expect(screen.getByTestId<HTMLSelectElement>(ids.practitioner).value).not.toBe("");
  await waitFor(() => expect(document.activeElement).toBe(field(ids.submit)));
});

test("the search keeps to a practitioner, a length, a part of the day and a date", async () => {
  const search = vi.spyOn(commands, "freeSlots");
  await open("#/booking?find=slot");
  await slots();
  const select = screen.getByTestId<HTMLSelectElement>(ids.findPractitioner);
  await userEvent.selectOptions(select, select.options[2]?.value ?? "");
  await userEvent.click(within(screen.getByTestId(ids.findPart)).getByLabelText("Après-midi"));
  await userEvent.clear(field(ids.findDuration));
  await userEvent.type(field(ids.findDuration), "45");
  await userEvent.clear(field(ids.findFrom));
  await userEvent.type(field(ids.findFrom), "24112026");
  await waitFor(() =>
    expect(search.mock.lastCall?.[0]).toMatchObject({
      practitionerId: select.value,
      part: "afternoon",
      durationMinutes: 45,
      from: "2026-11-24",
    }),
  );
  const [first] = await slots();
  await userEvent.click(first!);
  await waitFor(() => expect(field(ids.duration).value).toBe("45"));
  expect(document.activeElement).toBe(field(ids.patient));
});

test("later free times follow, with the focus on the first of them", async () => {
  await open("#/booking?find=slot");
  const before = (await slots()).length;
  await userEvent.click(screen.getByTestId(ids.findMore));
  await waitFor(async () => expect((await slots()).length).toBeGreaterThan(before));
  const all = await slots();
  await waitFor(() => expect(document.activeElement).toBe(all[before]));
});

test("Esc goes back to the day, and the search finds the search", async () => {
  await open("#/booking?find=slot");
  await slots();
  await userEvent.keyboard("{Escape}");
  await screen.findByTestId(ids.dayPreview);
  await userEvent.click(screen.getByTestId(testIds.frame.search));
  await userEvent.keyboard("trouver un");
  await userEvent.click(await screen.findByRole("option", { name: /Trouver un créneau/ }));
  await slots();
});
