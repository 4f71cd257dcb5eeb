// Finding a time zone by typing a part of its name.

/** Where French practices are: offered before anything is typed. */
const LIKELY = [
  "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte",
  "America/Miquelon", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis",
]; // prettier-ignore

/** More would not be read. */
const MOST = 40;

/** The zones whose name contains every typed word, those whose city begins with it first. */
export function findTimeZones(zones: readonly string[], query: string): readonly string[] {
  const typed = fold(query);
  if (typed === "") return LIKELY.filter((zone) => zones.includes(zone));
  const words = typed.split(" ");
  const cityBegins = (zone: string) => fold(zone.slice(zone.lastIndexOf("/") + 1)).startsWith(typed);
  return zones
    .filter((zone) => words.every((word) => fold(zone).includes(word)))
    .map((zone) => ({ zone, rank: cityBegins(zone) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ zone }) => zone);
}

/** "America/Port_of_Spain" as it is typed: "america port of spain". */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+-]+/gu, " ")
    .trim();
}
