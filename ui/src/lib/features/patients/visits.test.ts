// Visits to come and past ones, each with the nearest first.
import { expect, test } from "vitest";
import type { VisitView } from "$lib/api/bindings";
import { splitVisits } from "./visits";

const at = (startsAt: string): VisitView => ({
  appointmentId: null,
  startsAt,
  projected: null,
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

test("a visit that a delay puts later is still to come until then", () => {
  const late: VisitView = {
    ...at("2026-11-23T10:30"),
    projected: { start: "11:05", end: "11:35", delayMinutes: 35, overflow: null },
  };
  expect(starts(splitVisits([late], "2026-11-23T11:05").upcoming)).toEqual(["2026-11-23T10:30"]);
  expect(starts(splitVisits([late], "2026-11-23T11:06").upcoming)).toEqual([]);
});

test("the visits given keep their order", () => {
  splitVisits(visits, "2026-11-23T10:42");
  expect(starts(visits)[0]).toBe("2026-11-24T09:00");
});
