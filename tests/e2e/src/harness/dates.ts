// Dates as the practice writes them.

const numeric = new Intl.DateTimeFormat("fr-FR", { day: "2-digit", month: "2-digit", year: "numeric" });

/** A Tuesday of the coming fortnight, at least two days away, as dd/mm/yyyy: never a holiday's Monday. */
export function comingTuesday(): string {
  const day = new Date();
  day.setDate(day.getDate() + 2);
  while (day.getDay() !== 2) day.setDate(day.getDate() + 1);
  return numeric.format(day);
}
