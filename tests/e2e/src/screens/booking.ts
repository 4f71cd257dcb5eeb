// A new appointment.
import { by, testIds, type Window } from "../harness/window";

/** Any of a booking's fields, as typed. */
export interface TypedBooking {
  practitionerId?: string;
  date?: string;
  time?: string;
  reason?: string;
}

/** Finds the patient by typing and takes them from the list. */
export async function choosePatient(window: Window, typed: string, id: string): Promise<void> {
  await window.fill(testIds.booking.patient, typed);
  const option = window.browser.$(`${by(testIds.booking.form)} [role="option"][data-id="${id}"]`);
  await option.waitForDisplayed();
  await option.click();
  await window.see(testIds.booking.patientIdentity);
}

export async function typeBooking(window: Window, booking: TypedBooking): Promise<void> {
  if (booking.practitionerId) await window.choose(testIds.booking.practitioner, booking.practitionerId);
  if (booking.date) await window.fill(testIds.booking.date, booking.date);
  if (booking.time) await window.fill(testIds.booking.time, booking.time);
  if (booking.reason) await window.fill(testIds.booking.reason, booking.reason);
}

/** The id of what was just booked. */
export async function booked(window: Window): Promise<string> {
  await window.see(testIds.booking.done);
  const [id = ""] = await window.ids(testIds.booking.done);
  return id;
}

/** What a booking can be opened with, as if a free time had been pressed. */
export interface Wish {
  patientId: string;
  practitionerId: string;
  /** yyyy-mm-dd */
  date: string;
  /** hh:mm */
  time: string;
}

/** Opens the form with everything filled in, ready to be sent. */
export async function openBooking(window: Window, wish: Wish): Promise<void> {
  await window.goTo(`#/booking?${new URLSearchParams({ ...wish }).toString()}`);
  await window.see(testIds.booking.patientIdentity);
  await window.read(testIds.booking.submit, new RegExp(wish.time));
}

/** What became of a booking that was sent. */
export async function bookingOutcome(window: Window): Promise<"booked" | "refused"> {
  const outcome = window.browser.$(`${by(testIds.booking.done)}, ${by(testIds.booking.conflict)}`);
  await outcome.waitForDisplayed();
  return (await outcome.getAttribute("data-testid")) === testIds.booking.done ? "booked" : "refused";
}
