// What is told after an appointment was changed.
import { QueryClient } from "@tanstack/svelte-query";
import { expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { toast } from "$lib/components/toast";
import { AppointmentChanges } from "./changes";
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
