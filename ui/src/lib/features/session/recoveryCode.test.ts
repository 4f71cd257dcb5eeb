// A recovery code is the same one however it is typed.
import { expect, test } from "vitest";
import { bareCode, CODE_LENGTH, codeGroups, groupedCode } from "./recoveryCode";

const PRINTED = "7KQM-2XRT-9HCD-VN4P-3WBF-8GZJ-6TYA-M5ES";

test.each([
  ["as printed", PRINTED],
  ["without hyphens", PRINTED.replaceAll("-", "")],
  ["in lower case, with spaces", PRINTED.replaceAll("-", " ").toLowerCase()],
  ["over two lines", `${PRINTED.slice(0, 19)}\n${PRINTED.slice(20)}\n`],
  ["with the hyphens of a word processor", PRINTED.replaceAll("-", "\u2011")],
])("%s it falls into the same eight groups", (_, typed) => {
  expect(groupedCode(typed)).toBe(PRINTED);
  expect(codeGroups(typed)).toHaveLength(8);
  expect(bareCode(typed)).toHaveLength(CODE_LENGTH);
});

test("while somebody types, the last group is short, and no hyphen is left over", () => {
  expect(groupedCode("7kqm2")).toBe("7KQM-2");
  expect(groupedCode("7kqm-")).toBe("7KQM");
  expect(groupedCode("")).toBe("");
});

test("what is too much is kept, for its reader to see", () => {
  expect(groupedCode(`${PRINTED}X`)).toBe(`${PRINTED}-X`);
});
