// A long task: how far it is, how it ends, and how long it still takes.
import { afterEach, beforeEach, expect, test } from "vitest";
import { events, type LongTask } from "$lib/api/bindings";
import { AppError } from "$lib/api/call";
import { installMock, removeMock } from "$lib/api/mock";
import { LongWork, remainingSeconds } from "./longWork.svelte";

beforeEach(() => installMock());
afterEach(() => removeMock());

const tell = (task: LongTask, done: number) => events.longTaskProgress.emit({ task, done, total: 10 });

/** A task that the test ends. */
function held() {
  let resolve: (written: string) => void = () => undefined;
  let reject: (failure: AppError) => void = () => undefined;
  const promise = new Promise<string>((...ends) => ([resolve, reject] = ends));
  return { work: new LongWork("backup", () => promise), resolve, reject };
}

test("the progress of its own task is followed, that of others is not", async () => {
  const { work, resolve } = held();
  const ended = work.start(undefined);
  await tell("backup", 4);
  await tell("restore", 9);
  expect([work.running, work.done, work.total]).toEqual([true, 4, 10]);
  resolve("written");
  expect(await ended).toBe("written");
  expect([work.running, work.result]).toEqual([false, "written"]);
});

test("what failed says why, and starting again forgets it", async () => {
  const { work, reject } = held();
  const ended = work.start(undefined);
  reject(new AppError({ code: "storeUnavailable" }));
  expect(await ended).toBeNull();
  expect(work.failure?.code).toBe("storeUnavailable");
  work.forget();
  expect(work.failure).toBeNull();
});

test("it is started once, and not forgotten while it is under way", async () => {
  const { work, resolve } = held();
  const first = work.start(undefined);
  await tell("backup", 4);
  expect(await work.start(undefined)).toBeNull();
  work.forget();
  expect(work.done).toBe(4);
  resolve("written");
  expect(await first).toBe("written");
});

test("the rest takes as long as the part before it did", () => {
  expect(remainingSeconds(4_000, 400, 1_000)).toBe(6);
  expect(remainingSeconds(4_000, 1_000, 1_000)).toBe(0);
});

test.each([
  ["at the very beginning", 300, 50, 1_000],
  ["before anything was read", 4_000, 0, 1_000],
  ["without knowing how much there is", 4_000, 400, null],
])("%s there is nothing to say", (_, elapsed, done, total) => {
  expect(remainingSeconds(elapsed, done, total)).toBeNull();
});

test("entries written meanwhile do not make it negative", () => {
  expect(remainingSeconds(4_000, 1_010, 1_000)).toBe(0);
});
