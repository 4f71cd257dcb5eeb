// Changes heard become readings, as few as possible, and words for those who do not see them.
import { QueryClient, QueryObserver } from "@tanstack/svelte-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runMutation } from "$lib/api/queryClient";
import { planningKeys } from "$lib/features/appointments/queries";
import { patientKeys } from "$lib/features/patients/queries";
import { LiveUpdates } from "./liveUpdates";

let client: QueryClient;
let said: string[];
let updates: LiveUpdates;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  said = [];
  updates = new LiveUpdates(client, (message) => said.push(message.replaceAll("\u202f", " ")));
});

afterEach(() => {
  updates.stop();
  client.clear();
  vi.useRealTimers();
});

/** Shows a query whose every reading takes that long; answers how often it was read. */
async function show(queryKey: readonly string[], readingMs = 0) {
  const read = vi.fn(() => new Promise((resolve) => setTimeout(() => resolve("read"), readingMs)));
  new QueryObserver(client, { queryKey, queryFn: read, staleTime: Infinity }).subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(readingMs);
  read.mockClear();
  return read;
}

test("a burst of changes is read again once", async () => {
  const day = await show(planningKeys.day("2026-11-23"));
  for (let change = 0; change < 20; change += 1) updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(day).toHaveBeenCalledTimes(1);
});

test("a change heard during a reading is read after it, and cancels nothing", async () => {
  const day = await show(planningKeys.day("2026-11-23"), 500);
  updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(100);
  updates.hear(["delays"]);
  updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(300);
  expect(day).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(day).toHaveBeenCalledTimes(2);
});

test("only what shows the changed area is read again", async () => {
  const [day, files] = [await show(planningKeys.day("2026-11-23")), await show(patientKeys.search(""))];
  updates.hear(["absences"]);
  await vi.advanceTimersByTimeAsync(100);
  expect([day, files].map((read) => read.mock.calls.length)).toEqual([1, 0]);
  updates.hear(["patients"]);
  await vi.advanceTimersByTimeAsync(100);
  expect([day, files].map((read) => read.mock.calls.length)).toEqual([2, 1]);
});

test("the connection is read at once, also while the base does not answer", async () => {
  const connection = await show(["connection", "status"]);
  await show(planningKeys.day("2026-11-23"), 60_000);
  updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(100);
  updates.hear(["connection"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(connection).toHaveBeenCalledTimes(1);
});

test("a change made elsewhere is said, together with those of the next ten seconds", async () => {
  await show(planningKeys.day("2026-11-23"));
  await vi.advanceTimersByTimeAsync(5_000);
  updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toEqual(["Mis à jour : les rendez-vous."]);
  updates.hear(["delays"]);
  await vi.advanceTimersByTimeAsync(1_000);
  updates.hear(["absences"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said.slice(1)).toEqual(["Mis à jour : les retards, les absences."]);
});

test("the echo of work done here is not said", async () => {
  await show(planningKeys.day("2026-11-23"));
  await runMutation(client, { mutationFn: () => Promise.resolve("done") }, undefined);
  await vi.advanceTimersByTimeAsync(2_000);
  updates.hear(["appointments"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toEqual([]);
});

test("a change of what nobody looks at is not said", async () => {
  await show(planningKeys.day("2026-11-23"));
  await vi.advanceTimersByTimeAsync(5_000);
  updates.hear(["users"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toEqual([]);
});

test("catching up reads everything on screen again", async () => {
  const [day, files] = [await show(planningKeys.day("2026-11-23")), await show(patientKeys.search(""))];
  updates.catchUp();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([day, files].map((read) => read.mock.calls.length)).toEqual([1, 1]);
  expect(said).toEqual([]);
});

test("nothing is read any more once it stopped", async () => {
  const day = await show(planningKeys.day("2026-11-23"));
  updates.hear(["appointments"]);
  updates.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(day).not.toHaveBeenCalled();
});
