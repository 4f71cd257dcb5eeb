// Booking for somebody without a file, on the sample practice: Monday 23 November 2026, 10:42.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { openApp } from "../../tests/openApp";

const ids = testIds.booking;

const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);

async function open(situation = "?as=reception") {
  openApp(situation, "#/booking");
  await screen.findByTestId(ids.form);
}

async function fill(id: string, text: string) {
  await userEvent.clear(field(id));
  await userEvent.click(field(id));
  await userEvent.paste(text);
}

/** A booking half typed: what a patient without a file would have made the desk type again. */
async function halfTyped() {
  await open();
  const select = screen.getByTestId<HTMLSelectElement>(ids.practitioner);
  await userEvent.selectOptions(select, select.options[1]?.value ?? "");
  await fill(ids.time, "17:00");
  await fill(ids.duration, "45");
  await fill(ids.reason, "Vaccin");
}

const kept = () => [ids.time, ids.duration, ids.reason].map((id) => field(id).value);
const patients = testIds.patients;

test("a patient without a file is registered beside the booking, which keeps what was typed", async () => {
  const book = vi.spyOn(commands, "appointmentBook");
  await halfTyped();
  await fill(ids.patient, "Zébulon Arthur 12/03/1985");
  const offer = await screen.findByRole("option", { name: /Créer la fiche de/ });
  await userEvent.keyboard("{Enter}");
  expect(offer.isConnected).toBe(false);
  expect((await screen.findByTestId<HTMLInputElement>(patients.lastName)).value).toBe("ZÉBULON");
  expect([field(patients.firstName).value, field(patients.birthDate).value]).toEqual([
    "Arthur",
    "12/03/1985",
  ]);
  expect(document.activeElement).toBe(field(patients.lastName));
  expect(kept()).toEqual(["17:00", "45", "Vaccin"]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByTestId(patients.panel)).toBeNull());
  expect(field(ids.patient).value).toBe("ZÉBULON Arthur");
  expect(kept()).toEqual(["17:00", "45", "Vaccin"]);
  await waitFor(() => expect(document.activeElement).toBe(field(ids.reason)));
  await userEvent.keyboard("{Enter}");
  const done = await screen.findByTestId(ids.done);
  expect(done.textContent).toMatch(/ZÉBULON Arthur.*17:00–17:45/s);
  expect(book.mock.calls[0]?.[0]).toMatchObject({ time: "17:00", durationMinutes: 45, reason: "Vaccin" });
});

test("leaving the new file goes back to the booking as it was", async () => {
  await halfTyped();
  await userEvent.click(screen.getByTestId(ids.createPatient));
  await screen.findByTestId(patients.panel);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(patients.panel)).toBeNull());
  expect(kept()).toEqual(["17:00", "45", "Vaccin"]);
  expect(document.activeElement).toBe(field(ids.patient));
});

test("a new file that turns out to be known is taken for the booking", async () => {
  await halfTyped();
  await userEvent.click(screen.getByTestId(ids.createPatient));
  await screen.findByTestId(patients.panel);
  await fill(patients.lastName, "Dupont");
  await fill(patients.firstName, "Jean");
  await fill(patients.birthDate, "01/01/1938");
  await userEvent.keyboard("{Enter}");
  const [known] = await screen.findAllByTestId(patients.duplicate);
  await userEvent.click(within(known!).getByRole("button"));
  await userEvent.click(await screen.findByTestId(patients.compareUse));
  await waitFor(() => expect(field(ids.patient).value).toBe("DUPONT Jean"));
  expect(kept()).toEqual(["17:00", "45", "Vaccin"]);
});

test("a doctor, who registers nobody, is not offered to", async () => {
  await open("?as=doctor");
  await userEvent.type(field(ids.patient), "Wxyz");
  await screen.findByText("Aucun résultat");
  expect(screen.queryByTestId(ids.createPatient)).toBeNull();
  expect(screen.queryByRole("option", { name: /Créer/ })).toBeNull();
});
