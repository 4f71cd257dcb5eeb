// Which rows go on which page. The pages are made here, not by the printer: of the engines the program runs in, only
// some repeat the head of a table, number pages and leave rows whole.

/** What a page of A4 holds in every engine, with the margins of print.css and those a printer needs, in millimetres. */
const PAGE_MM = 258;

/** CSS pixels to a millimetre. */
const PX_PER_MM = 96 / 25.4;

/** Heights on the sheet as it is drawn, in pixels. */
export interface SheetHeights {
  rows: readonly number[];
  /** Above and below the rows of the first page. */
  first: number;
  /** The same of every further page. */
  further: number;
}

/** The index of the first row of each page, at least one. A row higher than a page has one of its own. */
export function pageStarts({ rows, first, further }: SheetHeights): number[] {
  const starts = [0];
  let room = PAGE_MM * PX_PER_MM - first;
  for (const [index, height] of rows.entries()) {
    const isFirstOfPage = starts.at(-1) === index;
    if (height > room && !isFirstOfPage) {
      starts.push(index);
      room = PAGE_MM * PX_PER_MM - further;
    }
    room -= height;
  }
  return starts;
}

/** The rows of each page. */
export function pagesOf<Row>(rows: readonly Row[], starts: readonly number[]): Row[][] {
  return starts
    .map((start, page) => rows.slice(start, starts[page + 1]))
    .filter((page, index) => index === 0 || page.length > 0);
}

/** Measures the sheet on screen, where it is as wide as on paper. */
export function measure(paper: HTMLElement): SheetHeights {
  const height = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;
  const page = paper.querySelector("[data-page]");
  const rows = [...paper.querySelectorAll("tbody tr")].map(height);
  const around = ["thead", "footer"].reduce(
    (sum, part) => sum + height(page?.querySelector(part) ?? null),
    0,
  );
  return {
    rows,
    first: around + height(page?.querySelector("header") ?? null),
    further: around + CONTINUED_MM * PX_PER_MM,
  };
}

/** How high the line on top of further pages is (print.css), in millimetres. */
const CONTINUED_MM = 8;
