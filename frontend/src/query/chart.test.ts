// What charts are by themselves, and the parts of which they are made.

import { expect, test } from "vitest";

import type { Solution, Term } from "../shared/endpoint";
import { THINGS, XSD } from "../shared/namespaces";
import { mixtureOf, notesOf } from "./chart_words";
import { defaultChart } from "./default_chart";
import { binsOf, logTicks, wholeTicks } from "./distribution";
import { linesOf } from "./line_breaks";
import { pointsOf } from "./points";
import { figuresAddress, perWords } from "./result_figures";
import { columnsOf } from "./shape";
import { endColumn, spanOf } from "./spans";
import { offsetsOf } from "./spreading";

const number = (value: number): Term => ({ type: "literal", value: String(value), datatype: `${XSD}integer` });
const text = (value: string): Term => ({ type: "literal", value });
const claim = (name: string): Term => ({ type: "uri", value: `${THINGS}claim/${name}` });
const day = (value: string): Term => ({ type: "literal", value, datatype: `${XSD}date` });
const TELLING = { words: (term: Term) => term.value, page: () => null, other: "others", per: () => "" };
const DAY = 86_400_000;

function chartOf(rows: Solution[]) {
  return defaultChart(columnsOf([...new Set(rows.flatMap(Object.keys))], rows), rows);
}

test("claims are drawn by their amounts, coloured by what they count, never by what only stands behind them", () => {
  const rows = [1, 2, 3, 4].map((n) => ({
    claim: claim(`c${n}`), counts: text(n % 2 ? "desertions" : "absences"), origins: number(n % 2),
    stated: number(n * 1000), qualifier: text("at-least"), asOf: day(`2024-0${n}-01`), producer: text(n % 2 ? "A" : "B"),
  }));
  expect(chartOf(rows)).toMatchObject({ type: "dots", x: "claim", y: "stated", colour: "counts" });
  const without = rows.map(({ claim, counts, origins, asOf }) => ({ claim, counts, origins, asOf }));
  expect(chartOf(without)).toBeNull();
  const spoken = [1, 2, 3].map((n) => ({ role: text(`r${n}`), outlet: text(`o${n % 2}`), statements: number(n) }));
  expect(chartOf(spoken)).toMatchObject({ type: "bars", x: "role" });
  expect(chartOf([...spoken, ...spoken])).toMatchObject({ x: "outlet", colour: "" });
});

test("a chart by itself has no order, nothing that is alike in all rows, and colours that rows share", () => {
  const names = ["a", "b", "c"].map(text);
  expect(chartOf(names.map((agent, n) => ({ agent, position: number(n) })))).toBeNull();
  expect(chartOf(names.map((name) => ({ name, stated: number(577) })))).toBeNull();
  const dated = names.map((name, n) => ({ when: day(`2024-0${n + 1}-01`), n: number(n), name: text(`${name.value} `.repeat(60)) }));
  expect(chartOf(dated)).toMatchObject({ x: "when", y: "n", colour: "" });
  const grid = Array.from({ length: 24 }, (_, n) => ({ on: day(`2024-01-0${n % 2 + 1}`), days: number(n % 3), says: text("s".repeat(99 + n)) }));
  expect(chartOf(grid)).toBeNull();
});

test.each([
  ["2022-02-24/..", Date.UTC(2022, 1, 24), null],
  ["2022-09/2023-06", Date.UTC(2022, 8, 1), Date.UTC(2023, 5, 30)],
  ["../2022-08-31", null, Date.UTC(2022, 7, 31)],
  ["2023", Date.UTC(2023, 0, 1), Date.UTC(2023, 11, 31)],
  ["2024-02", Date.UTC(2024, 1, 1), Date.UTC(2024, 1, 29)],
])("%s is from its first day to its last", (value, from, to) => {
  expect(spanOf(text(value))).toEqual({ from, to });
});

test("what names no time is none, and columns of ends are found by their names", () => {
  for (const value of ["../..", "2022/2023/2024", "2022-13", "a/b", "12", "2022-1"]) expect(spanOf(text(value))).toBeNull();
  expect(endColumn("periodStart", ["periodStart", "periodEnd"])).toBe("periodEnd");
  expect(endColumn("from", ["from", "to"])).toBe("to");
  expect(endColumn("asOf", ["end"])).toBe("");
});

test("a row that covers a time is drawn over it, to the last day of another column or without an end", () => {
  const rows = [
    { n: number(1), start: day("2022-09-21"), end: day("2022-09-30") },
    { n: number(2), start: day("2022-09-22") },
    { n: number(3), start: day("2022-09-22"), end: day("2022-09-22") },
  ];
  const columns = columnsOf(["n", "start", "end"], rows);
  const chart = { type: "dots", x: "start", y: "n", colour: "", isLog: false } as const;
  const drawing = pointsOf(rows, chart, columns, null, TELLING);
  const first = Date.UTC(2022, 8, 21);
  expect(drawing.points.map(({ span }) => span)).toEqual([{ from: first, to: first + 9 * DAY }, { from: first + DAY, to: null }, null]);
  expect(notesOf(drawing, chart, columns, false).join(" ")).toContain("An arrow");
  const alone = rows.map(({ n, start }) => ({ n, start }));
  const drawn = pointsOf(alone, chart, columnsOf(["n", "start"], alone), null, TELLING);
  expect(notesOf(drawn, chart, columnsOf(["n", "start"], alone), false)).toEqual(["Each mark stands at the first day of its period."]);
});

test("marks of one place stand side by side, others where they are", () => {
  expect(offsetsOf([10, 50, 10, 10], [5, 5, 6, 5], 66)).toEqual([-10, 0, 0, 10]);
  const many = offsetsOf(Array(23).fill(0), Array(23).fill(0), 66);
  expect(new Set(many).size).toBe(23);
  expect(Math.max(...many) - Math.min(...many)).toBeCloseTo(66);
});

test("whole numbers have whole ticks and bars over whole numbers, and each row is in one of them", () => {
  expect(wholeTicks(0, 1)).toEqual([0, 1]);
  expect(logTicks(14, 433_090)).toEqual([10, 100, 1000, 10_000, 100_000, 1_000_000]);
  expect(logTicks(12, 45)).toEqual([10, 20, 50]);
  expect(logTicks(1, 1)).toEqual([1, 2]);
  expect(wholeTicks(0, 37)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
  expect(binsOf([0, 1, 1, 3]).map(({ from, to, count }) => [from, to, count])).toEqual([[0, 0, 1], [1, 1, 2], [2, 2, 0], [3, 3, 1]]);
  for (const values of [[14, 433_090, 5, 90_000], [0.1, 0.25, 0.3, 7.5], [-3, 0, 200], [5]]) {
    const bins = binsOf(values);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    expect(bins.length).toBeLessThan(40);
    expect(values.every((value) => bins.some(({ left, right }) => left <= value && value <= right))).toBe(true);
  }
});

test("several measures on one axis are said to be such, rates are named, and figures have an address", () => {
  const rows = [{ claim: claim("b"), stated: number(1) }, { claim: claim("a"), stated: number(2) }];
  const counted = (measure: string, per = "") => ({ measure, unit: "people", per });
  const chart = { type: "dots", x: "claim", y: "stated", colour: "", isLog: false } as const;
  const columns = columnsOf(["claim", "stated"], rows);
  const said = (other: ReturnType<typeof counted>) =>
    mixtureOf(chart, columns, rows, new Map([[`${THINGS}claim/a`, counted("m")], [`${THINGS}claim/b`, other]]));
  expect(said(counted("n"))).toContain("2 measures: their numbers must neither be compared nor added");
  expect(said(counted("m"))).toBe("");
  expect(said(counted("m", "urn:unit/month"))).toBe("They are in 2 units. Rates among them: per month.");
  expect(perWords("urn:unit/fortnight")).toBe("/ fortnight");
  expect(figuresAddress(new Map([[`${THINGS}claim/b`, counted("m")], [`${THINGS}claim/a`, counted("m")]])))
    .toBe("/figures?claim=a&claim=b");
  const kinds = ["share", "count"].map((kind, n) => ({ name: text(`x${n}`), kind: text(kind), value: number(n), n: number(n) }));
  const mixed = (y: string) => mixtureOf({ ...chart, x: "name", y }, columnsOf(["name", "kind", "value", "n"], kinds), kinds, new Map());
  expect(mixed("value")).toContain("Rows differ in kind");
  expect(mixed("n")).toBe("");
});

test("texts of pictures are broken between words, and long words within", () => {
  expect(linesOf("how many are said to", 9)).toEqual(["how many", "are said", "to"]);
  expect(linesOf("https://example.org/", 9)).toEqual(["https://e", "xample.or", "g/"]);
});
