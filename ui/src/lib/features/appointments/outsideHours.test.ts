// Booking and moving outside opening hours: asked once, sent again as accepted, or left alone.
import { expect, test, vi } from "vitest";
import type { AbsenceView } from "$lib/api/bindings";
import { AppError, errorOf } from "$lib/api/call";
import { confirmations } from "$lib/components/confirm.svelte";
import { askOutsideHours, outsideText } from "./outsideHours";

const input = { date: "2026-11-24", time: "12:30", durationMinutes: 30, acceptOutsideHours: false };
const openings = [
  { start: "08:30", end: "12:30" },
  { start: "13:15", end: "18:30" },
];
const absence: AbsenceView = {
  id: "a",
  practitionerId: "house",
  practitionerName: "Dr. House",
  startsAt: "2026-11-24T12:00",
  endsAt: "2026-11-24T18:00",
  label: "Formation",
  by: "admin",
};

/** Refuses until it is accepted. */
const send = () =>
  vi.fn(async (asked: typeof input) => {
    if (!asked.acceptOutsideHours) throw new AppError({ code: "outsideHours", openings, absence: null });
    return asked.time;
  });

test("inside opening hours nothing is asked", async () => {
  expect(await askOutsideHours(input, "book", async () => "sent")).toBe("sent");
  expect(confirmations.question).toBeNull();
});

test("outside them it asks, and sends again as accepted", async () => {
  const sending = send();
  const answer = askOutsideHours(input, "move", sending);
  await vi.waitFor(() => expect(confirmations.question?.title).toBe("Déplacer quand même\u202f?"));
  expect(confirmations.question?.action).toBe("Déplacer quand même à 12:30");
  confirmations.answer(true);
  expect(await answer).toBe("12:30");
  expect(sending).toHaveBeenLastCalledWith({ ...input, acceptOutsideHours: true });
});

test("whoever declines gets the refusal, and nothing is sent again", async () => {
  const sending = send();
  const answer = askOutsideHours(input, "book", sending);
  await vi.waitFor(() => expect(confirmations.question).not.toBeNull());
  confirmations.answer(false);
  await expect(answer).rejects.toSatisfy((failure) => errorOf(failure, "outsideHours") !== null);
  expect(sending).toHaveBeenCalledTimes(1);
});

test("any other refusal is not its business", async () => {
  const refusal = new AppError({ code: "changedByOther" });
  const refuse = () => Promise.reject(refusal);
  await expect(askOutsideHours(input, "book", refuse)).rejects.toBe(refusal);
  expect(confirmations.question).toBeNull();
});

test("the question names the hours, the closed day, or the absence", () => {
  expect(outsideText(input, { openings, absence: null })).toBe(
    "mar. 24 nov., 12:30–13:00\u202f: hors des heures d’ouverture (08:30–12:30, 13:15–18:30).",
  );
  expect(outsideText(input, { openings: [], absence: null })).toContain("ne travaille pas ce jour-là");
  expect(outsideText(input, { openings, absence })).toContain("(Formation, mar. 24 nov. 2026, 12:00–18:00)");
  const closure = { ...absence, label: "", practitionerId: null, endsAt: "2026-11-26T00:00" };
  expect(outsideText(input, { openings, absence: closure })).toContain(
    "Cabinet fermé, du mar. 24 nov. à 12:00 au mer. 25 nov. 2026",
  );
});
