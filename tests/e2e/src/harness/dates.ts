// Dates and times as the practice writes them.

const numeric = new Intl.DateTimeFormat("fr-FR", { day: "2-digit", month: "2-digit", year: "numeric" });

/** A Tuesday of the coming fortnight, at least two days away, as dd/mm/yyyy: never a holiday's Monday. */
export function comingTuesday(): string {
  const day = new Date();
  day.setDate(day.getDate() + 2);
  while (day.getDay() !== 2) day.setDate(day.getDate() + 1);
  return numeric.format(day);
}

/** That many days after a date; both yyyy-mm-dd. */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** That many minutes after a time, on the same day; both hh:mm. */
export function minutesAfter(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const total = hour * 60 + minute + minutes;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
