// What is sent when an appointment is changed, and what is told after.
import { QueryClient } from "@tanstack/svelte-query";
import { expect, test, vi } from "vitest";
import { commands, type AppointmentView } from "$lib/api/bindings";
import { toast } from "$lib/components/toast";
import { AppointmentChanges, placeOf } from "./changes";
import { appointment } from "./sample";

test.each([
  ["cancelledByDoctor", /rétabli.*Retiré de la liste des rappels/, false],
  ["absent", /rétabli.*avec Dr\. House\.$/, true],
] as const)("reinstating one that was %s", async (status, told, hasWayBack) => {
  const before = appointment("10:30-11:00", { status });
  vi.spyOn(commands, "appointmentReinstate").mockResolvedValue({
    status: "ok",
    data: { ...before, status: "confirmed" },
  });
  const done = vi.spyOn(toast, "done").mockReturnValue();
  await new AppointmentChanges(new QueryClient()).reinstate(before);
  const [text, options] = done.mock.calls[0] ?? [];
  expect(text).toMatch(told);
  expect(options?.undo !== undefined).toBe(hasWayBack);
});

test("a reason that is not shown is not sent as an empty one, unlike one that was not given", () => {
  const reasonOf = (fields: Partial<AppointmentView>) => placeOf(appointment("10:30-11:00", fields)).reason;
  expect(reasonOf({ reason: "Vaccin" })).toBe("Vaccin");
  expect(reasonOf({ reason: null })).toBe("");
  expect(reasonOf({ reason: null, reasonState: "withheld" })).toBeNull();
  expect(reasonOf({ reason: null, reasonState: "damaged" })).toBeNull();
});
