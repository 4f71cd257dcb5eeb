// Cards say what a figure is of and what it was; the list behind one asks for exactly its appointments.
import { expect, test } from "vitest";
import { toCsv } from "$lib/components/charts/csv";
import { figureColumns, figureRows, figuresOf } from "./figures";
import { byDay, joined, listingOfCalled, listingOfKept } from "./listing";
import { figuresView, listed, nothing, rate } from "./sample";

const scope = { from: "2026-11-23", to: "2026-11-24", practitionerId: null };
const plain = (text: string | null | undefined) => text?.replace(/[\u00a0\u202f]/g, " ");

function card(id: string, view = figuresView()) {
  const found = figuresOf(view, scope).find((figure) => figure.id === id);
  if (!found) throw new Error(`No card ${id}`);
  return found;
}

test("a share has its numerator and denominator, and a change in points", () => {
  const figure = card("noShowOfDue", figuresView({}, { noShowOfDue: rate(1, 10) }));
  expect(plain(figure.value)).toBe("20 %");
  expect(figure.details).toEqual(["1 sur 5 dus"]);
  expect(figure.change).toMatchObject({ direction: "up", tone: "worse", text: "10 points de plus" });
});

test("absences count over those due and over all slots, and list the same patients", () => {
  const [due, all] = [card("noShowOfDue"), card("noShowOfAll")];
  expect([plain(due.value), plain(all.value)]).toEqual(["20 %", "10 %"]);
  expect(due.listing?.inputs).toEqual(all.listing?.inputs);
  expect(due.listing?.inputs[0]).toMatchObject({ ...scope, status: "absent", due: true });
});

test("patients and doctors who cancel are counted apart", () => {
  expect(card("cancelledByPatient").listing?.inputs[0]).toMatchObject({ status: "cancelled" });
  expect(card("cancelledByDoctor").listing?.inputs[0]).toMatchObject({ status: "cancelledByDoctor" });
});

test("times are medians with their ninth decile and how many were recorded", () => {
  const waiting = card("waiting");
  expect(plain(waiting.value)).toBe("12 min");
  expect(waiting.details.map(plain)).toEqual(["9 sur 10 : 31 min au plus", "sur 4 attentes notées"]);
  expect(waiting.listing?.inputs[0]).toMatchObject({ waited: true });
  expect(plain(card("lateness").value)).toBe("2 min en avance");
});

test("without recorded instants there is no waiting time, and the card says why", () => {
  const waiting = card("waiting", figuresView({ waitingMinutes: nothing }));
  expect(waiting).toMatchObject({ value: null, listing: null, change: null });
  expect(waiting.empty).toBe("Aucune arrivée notée sur cette période");
});

test("nothing due is no rate of zero", () => {
  expect(card("noShowOfDue", figuresView({ noShowOfDue: rate(0, 0) })).value).toBeNull();
});

test("every card is defined", () => {
  for (const { definition } of figuresOf(figuresView(), scope)) expect(definition.length).toBeGreaterThan(40);
});

test("the cards make a file, one figure a line", () => {
  const columns = figureColumns();
  const rows = figureRows(figuresView(), scope).map((row) => columns.map((column) => column.cell(row)));
  const lines = toCsv(
    columns.map(({ header }) => header),
    rows,
  ).split("\r\n");
  expect(lines).toContain("Rendez-vous;10;10;");
  expect(lines).toContain("Absences parmi les dus;20%;20%;5");
  expect(lines).toContain("Attente (min);12;12;4");
});

test("a list of several parts is one, earliest first, as long as its parts together", () => {
  const list = joined([
    { appointments: [listed("c", "2026-11-24", "09:00")], total: 7 },
    { appointments: [listed("b", "2026-11-23", "10:00"), listed("a", "2026-11-23", "09:00")], total: 2 },
  ]);
  expect(list.appointments.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(list.total).toBe(9);
  expect(byDay(list.appointments).map(([date, day]) => [date, day.length])).toEqual([
    ["2026-11-23", 2],
    ["2026-11-24", 1],
  ]);
});

test("who was not called does not stand behind the lateness", () => {
  const { keep } = listingOfCalled(scope, "Retard");
  const part = [listed("a", "2026-11-23", "09:00", "09:04"), listed("b", "2026-11-23", "10:00")];
  expect(joined([{ appointments: part, total: 2 }], keep)).toMatchObject({
    appointments: [{ id: "a" }],
    total: 1,
  });
});

test("appointments that kept their time stand or were missed", () => {
  const { inputs } = listingOfKept(scope, "lundi", { weekday: 1, hour: 9 });
  expect(inputs.map(({ status, weekday, hour }) => [status, weekday, hour])).toEqual([
    ["confirmed", 1, 9],
    ["absent", 1, 9],
  ]);
});
