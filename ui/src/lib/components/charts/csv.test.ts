// The files that leave the practice: readable by a French Excel, and harmless in it.
import { expect, test } from "vitest";
import { base64Of, toCsv } from "./csv";

const MARK = "\ufeff";
const line = (...cells: Parameters<typeof toCsv>[1][number]) =>
  toCsv([], [cells]).slice(`${MARK}\r\n`.length).trimEnd();

test("a file begins with the mark of UTF-8, has semicolons, and a line end after every line", () => {
  expect(toCsv(["Date", "Prévus"], [[{ date: "2026-11-23" }, 12]])).toBe(
    `${MARK}Date;Prévus\r\n23/11/2026;12\r\n`,
  );
});

test("numbers have a decimal comma and no separators; shares are percentages", () => {
  expect(line(12_345.5, -3, { permille: 68 }, { permille: 1000 })).toBe("12345,5;-3;6,8%;100%");
});

test("what is not known stays empty", () => {
  expect(line("Dr House", null, 3)).toBe("Dr House;;3");
});

test("semicolons, quotes and line breaks stay within their cell", () => {
  expect(line('Dr "Greg" House', "a;b", "a\nb")).toBe('"Dr ""Greg"" House";"a;b";"a\nb"');
});

test.each(["=1+1", "+33 6", "@SUM(A1)", "-2+3", "\t=1", " =1", "\r=1"])(
  "%j is text and not a formula",
  (typed) => {
    expect(line(typed).replace(/^"/, "").startsWith("'")).toBe(true);
  },
);

test("a formula with quotes and semicolons is text in one cell", () => {
  expect(line('=HYPERLINK("x";"y")')).toBe('"\'=HYPERLINK(""x"";""y"")"');
});

test("text crosses as UTF-8 in base64", () => {
  expect(base64Of(`${MARK}é`)).toBe("77u/w6k=");
});
