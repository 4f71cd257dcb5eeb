// Mock: what happened before and will happen after the days on screen: a believable year and more, always the same.
// Arrivals and calls are noted since 1 March 2026.
import { addDays, dateParts, daysBetween, minutesOf, timeFromMinutes, weekdayOf } from "../../dates";
import { formatPerson } from "../../format";
import type { AppointmentStatus, PractitionerView } from "../bindings";
import type { Stored } from "./appointmentStore";
import { patients } from "./patients";
import { openingsOn } from "./practiceDay";
import { practitioners } from "./practitioners";
import { newId, TODAY } from "./support";

export type Past = Stored & { leadDays?: number };

const FIRST = "2025-06-01";
const LAST = "2027-02-28";
const RECORDED_SINCE = "2026-03-01";
/** Days of the year on which the practice is closed. */
const CLOSED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
/** January to December: winters are full, August is not. */
const SEASON = [1, 0.97, 0.95, 0.88, 0.86, 0.88, 0.72, 0.5, 0.9, 0.94, 0.97, 0.92];
/** 0 to 1 for each practitioner, how full their days are; the last one left in summer. */
const DEMAND = [0.95, 0.82, 0.9, 0.68, 0.75];
const LEFT_ON = "2026-07-31";

let seed = 20261123;

/** From 0 to 1, the same sequence every time (mulberry32). */
function chance(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

/** Mostly small, sometimes large. */
const skewed = (usual: number) => Math.round(-Math.log(1 - chance() * 0.98) * usual);

function statusOf(leadDays: number, isDayOff: boolean, isPast: boolean): AppointmentStatus {
  if (isDayOff) return "cancelledByDoctor";
  // Who books long before cancels more often.
  if (chance() < 0.04 + Math.min(leadDays, 40) / 500) return "cancelled";
  return isPast && chance() < 0.055 ? "absent" : "confirmed";
}

/** A day's delay grows through the morning and again through the afternoon. */
function visitTimes(start: number, late: number): Pick<Stored, "arrivedAt" | "calledInAt" | "finishedAt"> {
  const arrived = start - 12 + Math.round(chance() * 18);
  const called = Math.max(arrived, start + late);
  return {
    arrivedAt: timeFromMinutes(arrived),
    calledInAt: timeFromMinutes(called),
    finishedAt: timeFromMinutes(called + 14 + Math.round(chance() * 14)),
  };
}

function dayOf(practitioner: PractitionerView, index: number, date: string): Past[] {
  const made: Past[] = [];
  const { month = 1 } = dateParts(date) ?? {};
  const ahead = daysBetween(TODAY, date);
  const booked = ahead <= 0 ? 1 : Math.max(0, 0.85 - ahead / 55);
  const demand = (DEMAND[index % DEMAND.length] ?? 0.8) * (SEASON[month - 1] ?? 1) * booked;
  const isDayOff = ahead < 0 && chance() < 0.012;
  let late = -2;
  for (const span of openingsOn(practitioner, date)) {
    let start = minutesOf(span.start);
    while (start + 15 <= minutesOf(span.end)) {
      const durationMinutes = [15, 20, 20, 30, 30, 45][Math.floor(chance() * 6)] ?? 20;
      const isLunch = start >= 12 * 60 + 15 && start < 13 * 60 + 30;
      if (isLunch) late = -2;
      if (!isLunch && chance() < demand * (start > 17 * 60 ? 0.7 : 1)) {
        const leadDays = skewed(9);
        const patient = patients[Math.floor(chance() * patients.length)]!;
        const status = statusOf(leadDays, isDayOff, ahead < 0);
        const isSeen = ahead < 0 && date >= RECORDED_SINCE && status === "confirmed" && chance() < 0.93;
        late = Math.max(-3, late + Math.round(chance() * 8 - 2.6));
        made.push({
          id: newId(),
          v: 1,
          patientId: patient.id,
          patientName: formatPerson(patient),
          patientPhone: patient.phone,
          practitionerId: practitioner.id,
          date,
          start: timeFromMinutes(start),
          end: timeFromMinutes(start + durationMinutes),
          durationMinutes,
          reason: null,
          reasonState: "open",
          status,
          cancellation: null,
          leadDays,
          ...(isSeen && visitTimes(start, late)),
        });
      }
      start += durationMinutes;
    }
  }
  return made;
}

let year: Past[] | null = null;

/** Made when first asked for: screens without figures do not wait for it. */
export function yearOf(): readonly Past[] {
  year ??= Array.from({ length: daysBetween(FIRST, LAST) + 1 }, (_, step) => addDays(FIRST, step))
    .filter((date) => weekdayOf(date) <= 6 && !CLOSED.includes(date.slice(5)))
    .flatMap((date) =>
      practitioners.flatMap((practitioner, index) =>
        (practitioner.active || date <= LEFT_ON) && (weekdayOf(date) < 6 || index === 0)
          ? dayOf(practitioner, index, date)
          : [],
      ),
    );
  return year;
}

/** Files created on a date. */
export function newPatientsOn(date: string): number {
  if (date > TODAY || date < FIRST || weekdayOf(date) > 5 || CLOSED.includes(date.slice(5))) return 0;
  return (daysBetween(FIRST, date) * 7) % 5;
}
