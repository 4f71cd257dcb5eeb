// A table as CSV that a French Excel opens with a double press: semicolons, UTF-8 with its mark, French dates and commas.
import { formatDateNumeric } from "$lib/format";
import type { Cell } from "./cells";

const BYTE_ORDER_MARK = "\ufeff";
const LINE_END = "\r\n";

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@\t\r]/;
const NEEDS_QUOTES = /[;"\r\n]/;

export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(field).join(";"));
  return BYTE_ORDER_MARK + lines.map((line) => line + LINE_END).join("");
}

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return decimal(cell);
  if (typeof cell === "string") return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
  return "date" in cell ? formatDateNumeric(cell.date) : `${decimal(cell.permille / 10)}%`;
}

/** Without separators between thousands, which a spreadsheet would take for text. */
function decimal(value: number): string {
  return String(value).replace(".", ",");
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 text in base64, as files cross the bridge. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
