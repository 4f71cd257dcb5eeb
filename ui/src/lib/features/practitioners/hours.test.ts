// Opening hours: in words, as a draft, and what is wrong with one.
import { expect, test } from "vitest";
import { hoursText, inputsOf, nextSpan, problemsOf, weekOf, type Week } from "./hours";

const open = (weekday: number, ...ranges: string[]) =>
  ranges.map((range) => {
    const [start = "", end = ""] = range.split("-");
    return { weekday, start, end };
  });
const onDays = (days: number[], ...ranges: string[]) => days.flatMap((day) => open(day, ...ranges));

test.each([
  [onDays([1, 2, 3, 4, 5], "09:00-12:00", "14:00-18:00"), "lun.–ven. 09:00–12:00, 14:00–18:00"],
  [
    [...onDays([1, 2, 4, 5], "09:00-12:00"), ...open(3, "14:00-18:00")],
    "lun., mar., jeu., ven. 09:00–12:00 · mer. 14:00–18:00",
  ],
  [onDays([1, 2, 3, 5, 7], "09:00-12:00"), "lun.–mer., ven., dim. 09:00–12:00"],
  [[], ""],
])("hours in words, %#", (hours, words) => {
  expect(hoursText(hours)).toBe(words);
});

test("a draft comes back as it was", () => {
  const hours = [...open(1, "09:00-12:00", "14:00-18:00"), ...open(6, "09:00-12:00")];
  expect(inputsOf(weekOf(hours))).toEqual(hours);
});

const monday = (...ranges: string[]): Week => weekOf(open(1, ...ranges));

test.each([
  ["nothing", monday("09:00-12:00", "14:00-18:00"), []],
  ["spans that touch", monday("09:00-12:00", "12:00-18:00"), []],
  ["an empty time", monday("09:00-"), ["1/0 end: À renseigner."]],
  ["no time", monday("tôt-12:00"), ["1/0 start: Cette heure n’existe pas. Écrivez-la 09:05 ou 9h05."]],
  ["a time off the grid", monday("09:02-12:00"), ["1/0 start: Choisissez un multiple de 5 minutes."]],
  ["an end before its start", monday("12:00-09:00"), ["1/0 end: La fin doit venir après le début."]],
  ["two spans that overlap", monday("09:00-12:00", "11:00-13:00"), ["1/1 start: Chevauche l’autre plage."]],
])("%s is found at its field", (_, week, problems) => {
  const found = problemsOf(week).map(
    ({ weekday, span, field, text }) => `${weekday}/${span} ${field}: ${text}`,
  );
  expect(found).toEqual(problems);
});

test("a day is opened with a morning, then an afternoon", () => {
  expect(nextSpan([])).toEqual({ start: "09:00", end: "12:00" });
  expect(nextSpan([{ start: "09:00", end: "12:00" }])).toEqual({ start: "14:00", end: "18:00" });
  expect(nextSpan([{ start: "09:00", end: "19:00" }])).toEqual({ start: "", end: "" });
});
