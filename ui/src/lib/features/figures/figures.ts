// The figures shown as cards: value, what it is of, what it was before, its definition, and the list behind it.
import type { FiguresView, PeriodFigures, Rate, Spread } from "$lib/api/bindings";
import type { Cell } from "$lib/components/charts/cells";
import { formatNumber } from "$lib/format";
import { m } from "$lib/i18n";
import { changeOf, measures, type Change, type Measure } from "./change";
import { listing, listingOfCalled, type Listing, type Scope } from "./listing";

export interface Figure {
  id: string;
  label: string;
  definition: string;
  /** `null` when nothing can be said; `empty` then tells why. */
  value: string | null;
  /** What kind of value: "médiane". */
  unit?: string;
  /** Its denominator, and how far values spread. */
  details: readonly string[];
  empty?: string;
  change: Change | null;
  listing: Listing | null;
  /** Now, before, and of how many now: for a file. */
  cells: readonly [now: Cell, before: Cell, of: Cell];
}

export type FigureId = keyof typeof makers;

/** What every figure is made from. */
interface Source {
  scope: Scope;
  now: PeriodFigures;
  before: PeriodFigures;
}

type Maker = (source: Source) => Omit<Figure, "id">;

const makers = {
  noShowOfDue: rate("noShowOfDue", m.figures_noShowOfDue, m.figures_noShowOfDue_definition, {
    empty: m.figures_none_due,
    filter: { status: "absent", due: true },
  }),
  noShowOfAll: rate("noShowOfAll", m.figures_noShowOfAll, m.figures_noShowOfAll_definition, {
    empty: m.figures_none_given,
    filter: { status: "absent", due: true },
  }),
  cancelledByPatient: rate(
    "cancelledByPatient",
    m.figures_cancelledByPatient,
    m.figures_cancelledByPatient_definition,
    { empty: m.figures_none_given, filter: { status: "cancelled" } },
  ),
  cancelledByDoctor: rate(
    "cancelledByDoctor",
    m.figures_cancelledByDoctor,
    m.figures_cancelledByDoctor_definition,
    { empty: m.figures_none_given, filter: { status: "cancelledByDoctor" } },
  ),
  lead: spread("leadDays", measures.days, {
    label: m.figures_lead,
    definition: m.figures_lead_definition,
    count: m.figures_fromAppointments,
    empty: m.figures_none_given,
    open: (scope) => listing(scope, m.figures_lead()),
  }),
  waiting: spread("waitingMinutes", measures.minutes, {
    label: m.figures_waiting,
    definition: m.figures_waiting_definition,
    count: m.figures_fromWaits,
    empty: m.figures_none_recorded,
    open: (scope) => listing(scope, m.figures_waiting(), { waited: true }),
  }),
  lateness: spread("latenessMinutes", measures.minutes, {
    label: m.figures_lateness,
    definition: m.figures_lateness_definition,
    count: m.figures_fromCalls,
    empty: m.figures_none_called,
    open: (scope) => listingOfCalled(scope, m.figures_lateness()),
  }),
  newPatients: ({ now, before }: Source) => ({
    label: m.figures_newPatients(),
    definition: m.figures_newPatients_definition(),
    value: formatNumber(now.newPatients),
    details: [m.figures_wholePractice()],
    change: changeOf(now.newPatients, before.newPatients, measures.count),
    listing: null,
    cells: [now.newPatients, before.newPatients, null],
  }),
} satisfies Record<string, Maker>;

/** All cards, in the order in which they are read. */
export function figuresOf(view: FiguresView, practitionerId: string | null): Figure[] {
  const scope = { from: view.from, to: view.to, practitionerId };
  const source = { scope, now: view.current, before: view.previous };
  return Object.entries(makers).map(([id, make]: [string, Maker]) => ({ id, ...make(source) }));
}

type RateName = {
  [Name in keyof PeriodFigures]: PeriodFigures[Name] extends Rate ? Name : never;
}[keyof PeriodFigures];
type SpreadName = {
  [Name in keyof PeriodFigures]: PeriodFigures[Name] extends Spread ? Name : never;
}[keyof PeriodFigures];

/** A share of which more is worse. */
function rate(
  name: RateName,
  label: () => string,
  definition: () => string,
  { empty, filter }: { empty: () => string; filter: Parameters<typeof listing>[2] },
): Maker {
  return ({ scope, now, before }) => {
    const { count, of, permille } = now[name];
    const previous = before[name].permille;
    return {
      label: label(),
      definition: definition(),
      value: permille === null ? null : measures.permille.value(permille),
      details: [m.figures_ofTotal({ count: formatNumber(count), total: formatNumber(of) })],
      empty: empty(),
      change: changeOf(permille, previous, measures.permille, true),
      listing: count > 0 ? listing(scope, label(), filter) : null,
      cells: [share(permille), share(previous), of],
    };
  };
}

/** A median with its ninth decile, of which more is worse. */
function spread(
  name: SpreadName,
  measure: Measure,
  words: {
    label: () => string;
    definition: () => string;
    count: (input: { count: number }) => string;
    empty: () => string;
    open: (scope: Scope) => Listing;
  },
): Maker {
  return ({ scope, now, before }) => {
    const { count, median, p90 } = now[name];
    const previous = before[name].median;
    return {
      label: words.label(),
      definition: words.definition(),
      value: median === null ? null : measure.value(median),
      unit: m.figures_median(),
      details: [
        ...(p90 === null ? [] : [m.figures_p90({ value: measure.value(p90) })]),
        words.count({ count }),
      ],
      empty: words.empty(),
      change: changeOf(median, previous, measure, true),
      listing: count > 0 ? words.open(scope) : null,
      cells: [median, previous, count],
    };
  };
}

function share(permille: number | null): Cell {
  return permille === null ? null : { permille };
}
