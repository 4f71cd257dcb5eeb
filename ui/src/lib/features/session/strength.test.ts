// The strength of a password being typed: asked once after a pause, and the last answer wins.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type PasswordStrengthView } from "$lib/api/bindings";
import { Strength } from "./strength.svelte";

type Answer = Awaited<ReturnType<typeof commands.passwordStrength>>;
const of = (score: number): PasswordStrengthView => ({ score, issue: null });

let asked: { password: string; answer: (answer: Answer) => void }[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.spyOn(commands, "passwordStrength").mockImplementation(
    (password) => new Promise((answer) => asked.push({ password, answer })),
  );
});
afterEach(() => void vi.useRealTimers());

const pauseInTyping = () => vi.advanceTimersByTimeAsync(200);

async function answered(turn: number, score: number) {
  asked[turn]?.answer({ status: "ok", data: of(score) });
  await vi.advanceTimersByTimeAsync(0);
}

test("a word typed at once is asked once", async () => {
  const strength = new Strength();
  for (const typed of ["t", "tu", "tul", "tulipe"]) strength.type(typed, "claire");
  await pauseInTyping();
  expect(asked.map(({ password }) => password)).toEqual(["tulipe"]);
});

test("an answer that comes after that to what was typed later is dropped", async () => {
  const strength = new Strength();
  strength.type("tulipe", "claire");
  await pauseInTyping();
  strength.type("tulipe en mai 47", "claire");
  await pauseInTyping();
  await answered(1, 4);
  await answered(0, 1);
  expect(strength.view).toEqual(of(4));
});

test("nothing typed is nothing told, also when an answer is still on its way", async () => {
  const strength = new Strength();
  strength.type("tulipe", "claire");
  await pauseInTyping();
  strength.type("", "claire");
  await answered(0, 3);
  expect(strength.view).toBeNull();
});

test("a refusal tells nothing instead of something old", async () => {
  const strength = new Strength();
  strength.type("tulipe", "claire");
  await pauseInTyping();
  await answered(0, 3);
  strength.type("tulipes", "claire");
  await pauseInTyping();
  asked[1]?.answer({ status: "error", error: { code: "storeUnavailable" } });
  await vi.advanceTimersByTimeAsync(0);
  expect(strength.view).toBeNull();
});
