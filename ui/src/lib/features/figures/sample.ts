// For tests: small figures of a Monday and a Tuesday, in which every number can be counted by hand.
import type { AppointmentView, FiguresView, PeriodFigures, Rate, Spread } from "$lib/api/bindings";

export function rate(count: number, of: number): Rate {
  return { count, of, permille: of === 0 ? null : Math.round((count * 1000) / of) };
}

export const nothing: Spread = { count: 0, median: null, p90: null };

export function periodFigures(given: Partial<PeriodFigures> = {}): PeriodFigures {
  return {
    appointments: 10,
    byStatus: [
      { status: "confirmed", count: 6 },
      { status: "cancelled", count: 2 },
      { status: "absent", count: 1 },
      { status: "cancelledByDoctor", count: 1 },
    ],
    due: 5,
    noShowOfDue: rate(1, 5),
    noShowOfAll: rate(1, 10),
    cancelledByPatient: rate(2, 10),
    cancelledByDoctor: rate(1, 10),
    leadDays: { count: 10, median: 6, p90: 21 },
    waitingMinutes: { count: 4, median: 12, p90: 31 },
    latenessMinutes: { count: 4, median: -2, p90: 15 },
    latenessByHour: [
      { hour: 9, count: 3, median: 4, p90: 12 },
      { hour: 11, count: 1, median: 15, p90: 15 },
    ],
    newPatients: 3,
    workload: [
      {
        practitionerId: "a1",
        name: "Dr <b>House</b>",
        color: "#0369a1",
        appointments: 6,
        bookedMinutes: 180,
        openMinutes: 360,
        share: rate(180, 360),
      },
      {
        practitionerId: "000000000000000000000000",
        name: "",
        color: "#6b7b8e",
        appointments: 1,
        bookedMinutes: 30,
        openMinutes: 0,
        share: rate(30, 0),
      },
    ],
    busiest: [
      { weekday: 1, hour: 9, count: 4 },
      { weekday: 2, hour: 11, count: 3 },
    ],
    trend: [
      { date: "2026-11-23", confirmed: 4, cancelled: 2, absent: 1, cancelledByDoctor: 0 },
      { date: "2026-11-24", confirmed: 2, cancelled: 0, absent: 0, cancelledByDoctor: 1 },
    ],
    ...given,
  };
}

export function figuresView(
  current: Partial<PeriodFigures> = {},
  previous: Partial<PeriodFigures> = {},
): FiguresView {
  return {
    from: "2026-11-23",
    to: "2026-11-24",
    previousFrom: "2026-11-21",
    previousTo: "2026-11-22",
    current: periodFigures(current),
    previous: periodFigures(previous),
  };
}

/** An appointment with only what lists of figures look at. */
export function listed(
  id: string,
  date: string,
  start: string,
  calledInAt: string | null = null,
): AppointmentView {
  return { id, date, start, visit: { calledInAt } } as AppointmentView;
}
