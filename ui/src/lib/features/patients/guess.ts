// What a new file starts with: a guess from the search that found nobody. Everything stays editable.
import { parseDate } from "$lib/parse";
import { blankValues, type PatientValues } from "./values";

/** Words that begin a last name rather than being one ("de la Tour", "Le Goff", "El Amrani"). */
const PARTICLES = new Set([
  "de", "du", "des", "la", "le", "les", "d", "l", "van", "von", "der", "den", "ben", "el", "al", "da", "dos", "di", "saint", "st",
]); // prettier-ignore

/** A phone number and a birth date go to their fields; of the words, the last name comes first, as files are named. */
export function guessValues(query: string, today: string): PatientValues {
  const values = blankValues();
  const phone = /(?:\+|0)\d(?:[\s.-]?\d){7,}/.exec(query)?.[0];
  if (phone !== undefined) values.phone = phone;
  const words: string[] = [];
  for (const word of query.replace(phone ?? "", " ").split(/[\s,;]+/)) {
    const date = parseDate(word, { kind: "past", today });
    if (date !== null) values.birthDate = date;
    else if (/\p{L}/u.test(word) && !/\d/.test(word)) words.push(word);
  }
  const { last, first } = splitName(words);
  values.lastName = last.join(" ").toLocaleUpperCase("fr-FR");
  values.firstName = capitalise(first.join(" "));
  return values;
}

function splitName(words: string[]): { last: string[]; first: string[] } {
  // DUPONT Jean, Jean DUPONT: capitals tell the last name, when not everything is in capitals.
  const isCapitals = (word: string) => word.length > 1 && word === word.toLocaleUpperCase("fr-FR");
  const capitals = words.filter(isCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    return { last: capitals, first: words.filter((word) => !isCapitals(word)) };
  }
  let end = 0;
  while (end < words.length - 1 && PARTICLES.has((words[end] ?? "").toLocaleLowerCase("fr-FR"))) end += 1;
  return { last: words.slice(0, end + 1), first: words.slice(end + 1) };
}

/** "jean-baptiste" is "Jean-Baptiste"; capitals inside a word are someone's choice and stay ("LeRoy"). */
function capitalise(name: string): string {
  const isOneCase = name === name.toLocaleLowerCase("fr-FR") || name === name.toLocaleUpperCase("fr-FR");
  const base = isOneCase ? name.toLocaleLowerCase("fr-FR") : name;
  return base.replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toLocaleUpperCase("fr-FR");
  });
}
