// Mock: the doctor's day, from the planning. One patient is in and one waits too long, ten minutes late;
// `?myday=calm` is before that, `?myday=over` after the last patient, `?myday=empty` a day without any.
import { minutesOf } from "../../dates";
import type { AppointmentView, MyDayView } from "../bindings";
import { appointments } from "./appointmentStore";
import { seedDelay } from "./delays";
import { day } from "./planning";
import { practitioners } from "./practitioners";
import { NOW, refuse, situation, TODAY, type Handlers } from "./support";

/** What was noted of the doctor's appointments, by their start. */
const NOTED: Record<string, { arrivedAt: string; calledInAt?: string }> = {
  "10:20": { arrivedAt: "10:12", calledInAt: "10:31" },
  "11:20": { arrivedAt: "10:18" },
};

let hasBegun = false;

/** Only a doctor asks for this day, so that everybody else's planning stays as it is. */
function begin(practitionerId: string): void {
  if (hasBegun) return;
  hasBegun = true;
  const own = appointments.filter((known) => known.date === TODAY && known.practitionerId === practitionerId);
  const asked = situation("myday");
  if (asked === "calm") return;
  if (asked === "over") {
    for (const known of own.filter(({ status }) => status === "confirmed")) {
      Object.assign(known, { arrivedAt: known.start, calledInAt: known.start, finishedAt: known.end });
    }
    return;
  }
  for (const known of own) Object.assign(known, NOTED[known.start]);
  seedDelay({ practitionerId, date: TODAY, from: "10:20", minutes: 10, by: "martin", at: "10:32" });
}

const expectedAt = ({ projected, start }: AppointmentView) => projected?.start ?? start;
const expectedEnd = ({ projected, end }: AppointmentView) => projected?.end ?? end;

function myDay(): MyDayView {
  const [practitioner] = practitioners;
  if (!practitioner) return refuse({ code: "notFound", entity: "practitioner" });
  begin(practitioner.id);
  const [column] = day(TODAY, practitioner.id).columns;
  const all = situation("myday") === "empty" ? [] : (column?.appointments ?? []);
  const standing = all
    .filter((known) => known.status === "confirmed" && known.visit.step !== "finished")
    .sort((a, b) => expectedAt(a).localeCompare(expectedAt(b)));
  const at = (step: AppointmentView["visit"]["step"]) =>
    standing.filter((known) => known.visit.step === step);
  const [current = null] = at("inConsultation");
  const [waiting, next] = [at("waiting"), at("expected")];
  const isBusy = current !== null || waiting.length > 0;
  const [first] = next;
  const ends = standing.map(expectedEnd).sort().at(-1) ?? null;
  return {
    practitioner,
    date: TODAY,
    now: NOW,
    current,
    waiting,
    next,
    past: all.filter((known) => !standing.includes(known)),
    delay: column?.delay ?? null,
    freeMinutes: isBusy ? 0 : first ? Math.max(0, minutesOf(expectedAt(first)) - minutesOf(NOW)) : null,
    endsAt: ends,
    openings: column?.openings ?? [],
    callbacks: all.filter((known) => known.status === "cancelledByDoctor").length,
  };
}

export const myDayHandlers: Handlers = { my_day: myDay };
