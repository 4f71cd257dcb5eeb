// The appointments behind a figure: what to ask for, so that the list is as long as the figure says.
import type { AppointmentView, FiguresListInput, FiguresListView } from "$lib/api/bindings";

/** What figures are about: dates, and one practitioner or all. */
export interface Scope {
  /** yyyy-mm-dd */
  from: string;
  to: string;
  practitionerId: string | null;
}

export interface Listing {
  title: string;
  /** The parts of the list, which have no appointment in common. */
  inputs: readonly FiguresListInput[];
  /** What of the parts belongs to the figure, where no part can say so. */
  keep?: (appointment: AppointmentView) => boolean;
}

type Filter = Partial<Omit<FiguresListInput, keyof Scope>>;

const EVERYTHING = { status: null, weekday: null, hour: null, due: false, waited: false } as const;

export function listing(scope: Scope, title: string, filter: Filter = {}): Listing {
  return { title, inputs: [{ ...scope, ...EVERYTHING, ...filter }] };
}

/** Appointments that kept their time: they stand, or nobody came. */
export function listingOfKept(scope: Scope, title: string, filter: Filter = {}): Listing {
  const part = { ...scope, ...EVERYTHING, ...filter };
  return {
    title,
    inputs: [
      { ...part, status: "confirmed" },
      { ...part, status: "absent" },
    ],
  };
}

/** Appointments of which the call was recorded. */
export function listingOfCalled(scope: Scope, title: string, filter: Filter = {}): Listing {
  return {
    ...listing(scope, title, { due: true, ...filter }),
    keep: ({ visit }) => visit.calledInAt !== null,
  };
}

/** The parts as one list, earliest first. */
export function joined(
  parts: readonly FiguresListView[],
  keep: Listing["keep"] = () => true,
): FiguresListView {
  const all = parts.flatMap(({ appointments }) => appointments);
  const appointments = all
    .filter(keep)
    .sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`));
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return { appointments, total: total - (all.length - appointments.length) };
}

/** A list in its order, cut where the date changes. */
export function byDay(appointments: readonly AppointmentView[]): [date: string, AppointmentView[]][] {
  const days = new Map<string, AppointmentView[]>();
  for (const appointment of appointments) {
    const day = days.get(appointment.date);
    if (day) day.push(appointment);
    else days.set(appointment.date, [appointment]);
  }
  return [...days];
}
