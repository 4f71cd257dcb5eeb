// Whether the words of an action match what is typed; patients are matched by the search of the application.

/** Every typed word starts a word of the label; case and accents do not matter. */
export function matchesQuery(label: string, query: string): boolean {
  const words = fold(label).split(" ");
  return fold(query)
    .split(" ")
    .every((typed) => words.some((word) => word.startsWith(typed)));
}

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
