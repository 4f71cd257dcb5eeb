// The charts as ECharts draws them, in every theme and on paper; and what a press on a part of them asks for.
import { describe, expect, test } from "vitest";
import { cellText } from "$lib/components/charts/cells";
import { chartMarkup } from "$lib/components/charts/echarts";
import { imageLook, paperLook, screenLook, tooltipNode, type ChartLook } from "$lib/components/charts/look";
import { addDays } from "$lib/dates";
import { busiestChart } from "./busiestChart";
import { asAnyChart } from "./chartSpec";
import { latenessChart } from "./latenessChart";
import { figuresView, periodFigures } from "./sample";
import { statusesChart } from "./statusesChart";
import { hasTrend, trendChart, trendRows } from "./trendChart";
import { workloadChart } from "./workloadChart";

const scope = { from: "2026-11-23", to: "2026-11-24", practitionerId: null };
const size = { width: 600, height: 300 };
const figures = periodFigures();

const looks: [string, ChartLook][] = [
  ["light", screenLook("light", { isAnimated: false, hidden: [] })],
  ["dark", screenLook("dark", { isAnimated: false, hidden: [] })],
  ["paper", paperLook()],
  ["image", imageLook({ title: "Titre", subtitle: "novembre 2026" })],
];

const charts = [
  asAnyChart(trendChart(figures.trend, scope)),
  asAnyChart(statusesChart(figuresView(), scope)),
  asAnyChart(workloadChart(figures.workload, scope)),
  asAnyChart(latenessChart(figures.latenessByHour, scope)),
  asAnyChart(busiestChart(figures.busiest, scope)),
];
const chart = (id: string) => charts.find((known) => known.id === id)!;
const light = looks[0]![1];

describe.each(looks)("%s", (_, look) => {
  test.each(charts.map(({ id }) => id))("%s is drawn", (id) => {
    const markup = chartMarkup(chart(id).build(look), size);
    expect(markup).toMatch(/<path/);
    expect(markup).not.toMatch(/NaN|undefined/);
  });
});

test("the themes differ, a picture has its title and legend, the screen leaves the legend to its buttons", () => {
  const [inLight, inDark, , asImage] = looks.map(([, look]) => chartMarkup(chart("trend").build(look), size));
  expect(inLight).toContain("#0b6b66");
  expect(inDark).toContain("#2a9d94");
  expect(asImage).toContain("Titre");
  expect(asImage).toContain("Absent");
  expect(inLight).not.toContain("Absent");
});

test("on paper areas are told apart by patterns", () => {
  expect(chartMarkup(chart("trend").build(paperLook()), size)).toContain("<pattern");
  expect(chartMarkup(chart("trend").build(light), size)).not.toContain("<pattern");
});

test("a series that is switched off is not drawn", () => {
  const hidden = screenLook("light", { isAnimated: false, hidden: ["Confirmé"] });
  expect(chartMarkup(chart("trend").build(hidden), size)).not.toContain("#0b6b66");
});

test("every chart reads as a table with the same data", () => {
  const table = (id: string) =>
    chart(id).rows.map((row) => chart(id).columns.map((column) => cellText(column.cell(row))));
  const plain = (id: string) =>
    table(id).map((row) => row.map((text) => text.replace(/[\u00a0\u202f]/g, " ")));
  expect(plain("trend")[0]).toEqual(["lun. 23 nov. 2026", "4", "1", "2", "0"]);
  expect(plain("statuses")[0]).toEqual(["Confirmé", "6", "6"]);
  expect(plain("workload")).toEqual([
    ["Dr <b>House</b>", "6", "180", "360", "50 %"],
    ["Praticien inconnu", "1", "30", "0", "—"],
  ]);
  expect(plain("lateness")[1]).toEqual(["11 h", "1", "15", "15"]);
  expect(plain("busiest")[0]).toEqual(["lundi", "9 h", "4"]);
});

test("a press asks for what was pressed", () => {
  const open = (id: string, index: number, series: string | null = null) =>
    chart(id).open(chart(id).rows[index], series);
  expect(open("trend", 1, "absent")?.inputs).toMatchObject([
    { from: "2026-11-24", to: "2026-11-24", status: "absent" },
  ]);
  expect(open("trend", 1)?.inputs).toMatchObject([{ status: null }]);
  expect(open("statuses", 0, "before")?.inputs).toMatchObject([{ from: "2026-11-21", status: "confirmed" }]);
  expect(open("workload", 0)?.inputs.map(({ practitionerId }) => practitionerId)).toEqual(["a1", "a1"]);
  expect(open("workload", 1)).toBeNull();
  expect(open("lateness", 0)?.inputs).toMatchObject([{ hour: 9, due: true }]);
  expect(open("busiest", 1)?.inputs).toMatchObject([
    { weekday: 2, hour: 11, status: "confirmed" },
    { weekday: 2, hour: 11, status: "absent" },
  ]);
});

test("names are text, not markup, beside the pointer", () => {
  const node = tooltipNode("Dr <b>House</b>", [{ label: "<i>Ouvert</i>", value: "6 h" }]);
  expect(node.textContent).toContain("Dr <b>House</b>");
  expect(node.querySelector("b, i")).toBeNull();
});

test("a long period is drawn by week from Monday, and loses nothing", () => {
  const days = Array.from({ length: 120 }, (_, step) => ({
    date: addDays("2026-07-01", step),
    confirmed: 2,
    cancelled: 1,
    absent: 0,
    cancelledByDoctor: 0,
  }));
  const weeks = trendRows(days);
  expect(weeks[0]).toMatchObject({ from: "2026-07-01", to: "2026-07-05", confirmed: 10 });
  expect(weeks[1]).toMatchObject({ from: "2026-07-06", to: "2026-07-12", confirmed: 14 });
  expect(weeks.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(240);
  expect(trendRows(days.slice(0, 92))).toHaveLength(92);
});

test("a day has no trend", () => {
  expect(hasTrend(scope)).toBe(true);
  expect(hasTrend({ ...scope, to: scope.from })).toBe(false);
});

test("what was never recorded is said instead of drawn", () => {
  expect(latenessChart([], scope).empty).toBe("Aucun appel noté sur cette période");
  expect(busiestChart([], scope).empty).toBe("Aucun rendez-vous sur cette période");
});
