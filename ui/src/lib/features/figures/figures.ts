// The figures shown as cards: value, what it is of, what it was before, its definition, and the list behind it.
import type { FiguresListInput, FiguresView, PeriodFigures, Rate, Spread } from "$lib/api/bindings";
import type { Cell, TableColumn } from "$lib/components/charts/cells";
import { formatNumber } from "$lib/format";
import { m } from "$lib/i18n";
import { changeOf, measures, type Change, type Measure } from "./change";
import { countOf, STATUSES, statusName } from "./statusWords";
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
  /** For a file, where a value stands without its unit. */
  fileLabel?: string;
  cells: { now: Cell; before: Cell; of: Cell };
}

interface Source {
  scope: Scope;
  now: PeriodFigures;
  before: PeriodFigures;
}

type Maker = (source: Source) => Omit<Figure, "id">;

interface Words {
  label: () => string;
  definition: () => string;
  empty: () => string;
}

const makers: Record<string, Maker> = {
  noShowOfDue: rate("noShowOfDue", {
    label: m.figures_noShowOfDue,
    definition: m.figures_noShowOfDue_definition,
    of: m.figures_ofDue,
    empty: m.figures_none_due,
    filter: { status: "absent", due: true },
  }),
  noShowOfAll: rate("noShowOfAll", {
    label: m.figures_noShowOfAll,
    definition: m.figures_noShowOfAll_definition,
    of: m.figures_ofSlots,
    empty: m.figures_none_given,
    filter: { status: "absent", due: true },
  }),
  cancelledByPatient: rate("cancelledByPatient", {
    label: m.figures_cancelledByPatient,
    definition: m.figures_cancelledByPatient_definition,
    of: m.figures_ofTotal,
    empty: m.figures_none_given,
    filter: { status: "cancelled" },
  }),
  cancelledByDoctor: rate("cancelledByDoctor", {
    label: m.figures_cancelledByDoctor,
    definition: m.figures_cancelledByDoctor_definition,
    of: m.figures_ofTotal,
    empty: m.figures_none_given,
    filter: { status: "cancelledByDoctor" },
  }),
  lead: spread("leadDays", measures.days, {
    label: m.figures_lead,
    definition: m.figures_lead_definition,
    of: m.figures_fromAppointments,
    fileLabel: m.figures_lead_file,
    empty: m.figures_none_given,
    list: listing,
  }),
  waiting: spread("waitingMinutes", measures.minutes, {
    label: m.figures_waiting,
    definition: m.figures_waiting_definition,
    of: m.figures_fromWaits,
    fileLabel: m.figures_waiting_file,
    empty: m.figures_none_recorded,
    list: (scope, title) => listing(scope, title, { waited: true }),
  }),
  lateness: spread("latenessMinutes", measures.minutes, {
    label: m.figures_lateness,
    definition: m.figures_lateness_definition,
    of: m.figures_fromCalls,
    fileLabel: m.figures_lateness_file,
    empty: m.figures_none_called,
    list: listingOfCalled,
  }),
  newPatients: ({ now, before }) => ({
    label: m.figures_newPatients(),
    definition: m.figures_newPatients_definition(),
    value: formatNumber(now.newPatients),
    details: [m.figures_wholePractice()],
    change: changeOf(now.newPatients, before.newPatients, measures.count),
    listing: null,
    cells: { now: now.newPatients, before: before.newPatients, of: null },
  }),
};

/** All cards but the total, in the order in which they are read. */
export function figuresOf(view: FiguresView, scope: Scope): Figure[] {
  const source = { scope, now: view.current, before: view.previous };
  return Object.entries(makers).map(([id, make]) => ({ id, ...make(source) }));
}

/** What a file has of a figure. */
type FileRow = Pick<Figure, "label" | "fileLabel" | "cells">;

/** The total and every status, before the cards: rows of a file. */
export function figureRows(view: FiguresView, scope: Scope): FileRow[] {
  const { current, previous } = view;
  const row = (label: string, now: number, before: number, of: Cell) => ({
    label,
    cells: { now, before, of },
  });
  return [
    row(m.figures_total(), current.appointments, previous.appointments, null),
    row(m.figures_due(), current.due, previous.due, current.appointments),
    ...STATUSES.map((status) =>
      row(statusName(status), countOf(current, status), countOf(previous, status), current.appointments),
    ),
    ...figuresOf(view, scope),
  ];
}

/** In the language of the moment. */
export function figureColumns(): TableColumn<FileRow>[] {
  return [
    { id: "figure", header: m.figures_column_figure(), cell: ({ label, fileLabel }) => fileLabel ?? label },
    { id: "now", header: m.figures_period_now(), cell: ({ cells }) => cells.now },
    { id: "before", header: m.figures_period_before(), cell: ({ cells }) => cells.before },
    { id: "of", header: m.figures_column_of(), cell: ({ cells }) => cells.of },
  ];
}

type NameOf<Kind> = {
  [Name in keyof PeriodFigures]: PeriodFigures[Name] extends Kind ? Name : never;
}[keyof PeriodFigures];

/** A share of which more is worse. */
function rate(
  name: NameOf<Rate>,
  words: Words & {
    of: (input: { count: string; total: string }) => string;
    filter: Partial<FiguresListInput>;
  },
): Maker {
  return ({ scope, now, before }) => {
    const { count, of, permille } = now[name];
    const previous = before[name].permille;
    return {
      label: words.label(),
      definition: words.definition(),
      value: permille === null ? null : measures.permille.value(permille),
      details: [words.of({ count: formatNumber(count), total: formatNumber(of) })],
      empty: words.empty(),
      change: changeOf(permille, previous, measures.permille, true),
      listing: count > 0 ? listing(scope, words.label(), words.filter) : null,
      cells: { now: share(permille), before: share(previous), of },
    };
  };
}

/** A median with its ninth decile, of which more is worse. */
function spread(
  name: NameOf<Spread>,
  measure: Measure,
  words: Words & {
    of: (input: { count: number; shown: string }) => string;
    fileLabel: () => string;
    list: (scope: Scope, title: string) => Listing;
  },
): Maker {
  return ({ scope, now, before }) => {
    const { count, median, p90 } = now[name];
    const previous = before[name].median;
    return {
      label: words.label(),
      definition: words.definition(),
      value: median === null ? null : measure.value(median),
      fileLabel: words.fileLabel(),
      unit: m.figures_median(),
      details: [
        ...(p90 === null ? [] : [m.figures_p90({ value: measure.value(p90) })]),
        words.of({ count, shown: formatNumber(count) }),
      ],
      empty: words.empty(),
      change: changeOf(median, previous, measure, true),
      listing: count > 0 ? words.list(scope, words.label()) : null,
      cells: { now: median, before: previous, of: count },
    };
  };
}

function share(permille: number | null): Cell {
  return permille === null ? null : { permille };
}
