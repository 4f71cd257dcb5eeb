// The waiting room from the day: order, grouping, and minutes that go on between two readings.
import { expect, test } from "vitest";
import type { VisitProgress, VisitStep } from "$lib/api/bindings";
import { appointment, column, dayOf, expected, house, wilson } from "$lib/features/appointments/sample";
import { roomsOf, roomSummary, waitedMinutes } from "./room";

const visit = (step: VisitStep, fields: Partial<VisitProgress> = {}): { visit: VisitProgress } => ({
  visit: { ...expected, step, ...fields },
});
const late = (start: string, end: string) => ({
  projected: { start, end, delayMinutes: 15, overflow: null },
});

test("patients stand with their practitioner, by step, in the order the delay gives", () => {
  const day = dayOf([
    column([
      appointment("10:00-10:30", visit("inConsultation")),
      appointment("10:30-11:00", { ...visit("waiting"), ...late("11:05", "11:35") }),
      appointment("11:00-11:30", visit("waiting")),
      appointment("11:30-12:00"),
      appointment("09:00-09:30", visit("finished")),
    ]),
    column([appointment("10:00-10:30", { ...visit("finished"), practitionerId: wilson.id })], wilson),
  ]);
  const rooms = roomsOf(day);
  expect(rooms.map((room) => room.practitioner.id)).toEqual([house.id]);
  expect(rooms[0]?.inConsultation.map(({ id }) => id)).toEqual(["10:00-10:30"]);
  expect(rooms[0]?.waiting.map(({ id }) => id)).toEqual(["11:00-11:30", "10:30-11:00"]);
  expect(rooms[0]?.expected.map(({ id }) => id)).toEqual(["11:30-12:00"]);
});

test("whoever was cancelled or absent neither waits nor is expected", () => {
  const day = dayOf([
    column([
      appointment("10:00-10:30", { status: "cancelledByDoctor" }),
      appointment("10:30-11:00", { status: "absent" }),
    ]),
  ]);
  expect(roomsOf(day)).toEqual([]);
});

test("the minutes go on with the practice's clock between two readings of the day", () => {
  const waiting = appointment("11:00-11:30", visit("waiting", { waitingMinutes: 12 }));
  expect(waitedMinutes(waiting, "10:42", "10:42")).toBe(12);
  expect(waitedMinutes(waiting, "10:42", "10:44")).toBe(14);
  // A clock that was read before the day does not take minutes back.
  expect(waitedMinutes(waiting, "10:42", "10:41")).toBe(12);
});

test("the summary names what needs somebody's eye, and only that", () => {
  const rooms = roomsOf(
    dayOf([
      column([
        appointment("10:00-10:30", visit("waiting", { waitsTooLong: true })),
        appointment("10:30-11:00", visit("waiting")),
      ]),
    ]),
  );
  expect(roomSummary(rooms, 20)).toMatch(/^2 patients attendent · 1 depuis plus de 20.min$/);
  expect(roomSummary(roomsOf(dayOf([column([appointment("11:00-11:30")])])), 20)).toBe("Personne n’attend");
});
