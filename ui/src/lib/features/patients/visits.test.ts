// Visits to come and past ones, each with the nearest first.
import { expect, test } from "vitest";
import type { VisitView } from "$lib/api/bindings";
import { splitVisits } from "./visits";

const at = (startsAt: string): VisitView => ({
  appointmentId: null,
  startsAt,
  practitioner: "Dr Martin",
  reason: null,
  reasonState: "open",
  status: null,
});
const visits = ["2026-11-24T09:00", "2026-11-23T10:42", "2026-11-23T10:41", "2025-01-02T08:00"].map(at);
const starts = (some: VisitView[]) => some.map((visit) => visit.startsAt);

test("a visit that starts this minute is still to come", () => {
  const { upcoming, past } = splitVisits(visits, "2026-11-23T10:42");
  expect(starts(upcoming)).toEqual(["2026-11-23T10:42", "2026-11-24T09:00"]);
  expect(starts(past)).toEqual(["2026-11-23T10:41", "2025-01-02T08:00"]);
});

test("the visits given keep their order", () => {
  splitVisits(visits, "2026-11-23T10:42");
  expect(starts(visits)[0]).toBe("2026-11-24T09:00");
});
