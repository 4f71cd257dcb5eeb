// A change is told in words, with what it was before, and judged only where more is plainly worse.
import { expect, test } from "vitest";
import { changeOf, measures } from "./change";

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, " ");

test("a share changes by points", () => {
  const change = changeOf(68, 56, measures.permille, true);
  expect(change).toMatchObject({ direction: "up", tone: "worse" });
  expect(plain(change?.text)).toBe("1,2 point de plus");
  expect(plain(change?.before)).toBe("5,6 % avant");
  expect(plain(changeOf(30, 56, measures.permille, true)?.text)).toBe("2,6 points de moins");
});

test("minutes and days keep their unit", () => {
  expect(plain(changeOf(9, 12, measures.minutes, true)?.text)).toBe("3 min de moins");
  expect(plain(changeOf(2, -3, measures.minutes, true)?.before)).toBe("3 min en avance avant");
  expect(plain(changeOf(6, 5, measures.days)?.text)).toBe("1 jour de plus");
});

test("a change of less than a tenth is told without a judgement", () => {
  expect(changeOf(51, 50, measures.permille, true)).toMatchObject({ direction: "up", tone: "neutral" });
  expect(changeOf(55, 50, measures.permille, true)?.tone).toBe("worse");
});

test("less of what is bad is better; of what is neither, nothing is said", () => {
  expect(changeOf(1, 2, measures.count, true)?.tone).toBe("better");
  expect(changeOf(1, 2, measures.count)?.tone).toBe("neutral");
});

test("the same value is no change, and no value cannot be compared", () => {
  expect(changeOf(4, 4, measures.count, true)).toMatchObject({ direction: "same", tone: "neutral" });
  expect(changeOf(null, 4, measures.count)).toBeNull();
  expect(changeOf(4, null, measures.count)).toBeNull();
});
