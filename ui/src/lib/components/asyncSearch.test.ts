// Answers arrive in any order; only the one to the latest question counts.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "$lib/api/call";
import { AsyncSearch, SEARCH_DELAY_MS } from "./asyncSearch.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("asks once after the pause, for the last text", async () => {
  const find = vi.fn((query: string) => Promise.resolve([query]));
  const search = new AsyncSearch(find);
  search.type("d");
  search.type("du");
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY_MS - 1);
  expect(find).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(find).toHaveBeenCalledExactlyOnceWith("du");
  expect(search.items).toEqual(["du"]);
  expect(search.pending).toBe(false);
});

test("an answer that comes after a later one is dropped", async () => {
  const answers = new Map<string, (items: string[]) => void>();
  const search = new AsyncSearch<string>((query) => new Promise((resolve) => answers.set(query, resolve)));
  search.type("du");
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY_MS);
  search.type("dup");
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY_MS);
  answers.get("dup")?.(["DUPONT"]);
  await vi.advanceTimersByTimeAsync(0);
  answers.get("du")?.(["DURAND"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(search.items).toEqual(["DUPONT"]);
});

test("a failure is kept as the error and clears the items", async () => {
  const search = new AsyncSearch<string>(() => Promise.reject(new AppError({ code: "storeUnavailable" })));
  search.type("x");
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY_MS);
  expect(search.error?.code).toBe("storeUnavailable");
  expect(search.items).toEqual([]);
});

test("an answer still on its way when cleared is dropped", async () => {
  const search = new AsyncSearch<string>((query) => Promise.resolve([query]));
  search.type("x");
  const asked = search.ask();
  search.clear();
  await asked;
  expect(search.items).toEqual([]);
});
