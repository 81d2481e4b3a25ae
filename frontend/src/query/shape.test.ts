import { expect, test } from "vitest";

import type { Solution, Term } from "../shared/endpoint";
import { THINGS } from "../shared/namespaces";
import { defaultChart } from "./default_chart";
import { glyphOf } from "./glyphs";
import { pointsOf, wantsLogarithm } from "./points";
import { columnsOf, isBare, uncertaintyOf } from "./shape";
import { sorted } from "./sorting";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const number = (value: number | string): Term => ({ type: "literal", value: String(value), datatype: `${XSD}integer` });
const day = (value: string): Term => ({ type: "literal", value, datatype: `${XSD}date` });
const text = (value: string): Term => ({ type: "literal", value });
const iri = (value: string): Term => ({ type: "uri", value });
const TELLING = { words: (term: Term) => term.value, page: () => null, other: "others", per: () => "" };

function chartOf(variables: string[], rows: Solution[]) {
  return defaultChart(columnsOf(variables, rows), rows);
}

test("time and a number are points, coloured by what is in few kinds", () => {
  const rows = [1, 2, 3].map((n) => ({ when: day(`2024-0${n}-01`), n: number(n), who: text(n < 3 ? "a" : "b") }));
  expect(chartOf(["when", "n", "who"], rows)).toMatchObject({ type: "dots", x: "when", y: "n", colour: "who" });
});

test("one number for each name is bars; several for one name are points, never a sum", () => {
  const once = [{ a: text("x"), n: number(1) }, { a: text("y"), n: number(2) }];
  expect(chartOf(["a", "n"], once)).toMatchObject({ type: "bars", x: "a", y: "n" });
  expect(chartOf(["a", "n"], [...once, { a: text("y"), n: number(3) }])).toMatchObject({ type: "dots" });
});

test("two numbers are points, one is a distribution, none is no chart", () => {
  const rows = [1, 2].map((n) => ({ a: number(n), b: number(n * n), c: text("same") }));
  expect(chartOf(["a", "b"], rows)).toMatchObject({ type: "dots", x: "a", y: "b" });
  expect(chartOf(["a"], rows)).toMatchObject({ type: "histogram", x: "a" });
  expect(chartOf(["c"], rows)).toBeNull();
  expect(chartOf(["a"], [])).toBeNull();
});

test("a column of several kinds is text, and one without values is none", () => {
  const kinds = columnsOf(["a", "b"], [{ a: number(1) }, { a: text("x") }]).map(({ kind }) => kind);
  expect(kinds).toEqual(["text", "none"]);
});

test("bounds and qualifiers are seen, and drawn as what they say", () => {
  const rows = [
    { claim: iri("urn:1"), qualifier: iri("urn:q/more-than"), stated: number(100), lower: number(100) },
    { claim: iri("urn:2"), lower: number(3), upper: number(5) },
    { claim: iri("urn:3"), qualifier: text("about"), stated: number(7), lower: number(7), upper: number(7) },
    { claim: iri("urn:4") },
  ];
  const columns = columnsOf(["claim", "qualifier", "stated", "lower", "upper"], rows);
  const certainty = uncertaintyOf(columns);
  const chart = defaultChart(columns, rows);
  expect(chart).toMatchObject({ type: "dots", x: "claim", y: "stated" });
  const drawing = chart && pointsOf(rows, chart, columns, certainty, TELLING);
  expect(drawing?.points.map(({ glyph, y, low, high }) => [glyph, y, low, high])).toEqual([
    ["above", 100, 100, 100], ["range", 3, 3, 5], ["about", 7, 7, 7],
  ]);
  expect(drawing?.without).toBe(1);
});

test.each([
  ["https://w3id.org/refusals/id/qualifier/at-least", 5, null, "above"],
  ["up-to", null, 5, "below"],
  ["almost", null, 5, "below"],
  ["exactly", 5, 5, "exactly"],
  ["", 5, null, "above"],
  ["", null, 5, "below"],
  ["", 3, 5, "range"],
  ["", 5, 5, "exactly"],
] as const)("%s with bounds %s and %s is %s", (qualifier, lower, upper, glyph) => {
  expect(glyphOf(qualifier, lower, upper)).toBe(glyph);
});

test("years go along, and a second name that is one of few gives the colours", () => {
  const years = [2022, 2023, 2023].map((year, n) => ({ n: number(n + 1), year: number(year), who: text(`w${n % 2}`) }));
  const shape = (names: string[]) => defaultChart(columnsOf(names, years), years);
  expect(shape(["n", "year"])).toMatchObject({ type: "dots", x: "year", y: "n" });
  expect(shape(["n", "who", "year"])).toMatchObject({ x: "year", y: "n", colour: "who" });
  expect(shape(["year"])).toMatchObject({ type: "histogram", x: "year" });
  const rows = ["a", "a", "b"].map((name, n) => ({ name: text(name), kind: text(`k${n % 2}`), n: number(n) }));
  expect(defaultChart(columnsOf(["name", "kind", "n"], rows), rows)).toMatchObject({ x: "name", y: "n", colour: "kind" });
});

test("what is too small for a colour shares one", () => {
  const rows = Array.from({ length: 30 }, (_, n) => ({ n: number(n), m: number(n), who: text(`w${n % 14}`) }));
  const columns = columnsOf(["n", "m", "who"], rows);
  const chart = { type: "dots", x: "n", y: "m", colour: "who", isLog: false } as const;
  const { series, points } = pointsOf(rows, chart, columns, null, TELLING);
  expect(series).toHaveLength(10);
  expect(series.at(-1)).toBe("others");
  expect(points.every((point) => series.includes(point.series))).toBe(true);
  expect(wantsLogarithm(points)).toBe(false);
  expect(wantsLogarithm(points.slice(1).map((point) => ({ ...point, y: point.y ** 4 + 1 })))).toBe(true);
});

test("rows are sorted by type, and what has no value is last in both directions", () => {
  const of = (terms: (Term | undefined)[], direction: "ascending" | "descending", language = "en") =>
    sorted(terms.map((a): Solution => (a ? { a } : {})), "a", direction, language).map(({ a }) => a?.value);
  expect(of([number(10), undefined, number(9), number(-1)], "ascending")).toEqual(["-1", "9", "10", undefined]);
  expect(of([number(10), undefined, number(9)], "descending")).toEqual(["10", "9", undefined]);
  expect(of([day("2024-02-01"), day("2023-12-31")], "ascending")).toEqual(["2023-12-31", "2024-02-01"]);
  expect(of([text("ёж"), text("яма"), text("еда")], "ascending", "ru")).toEqual(["еда", "ёж", "яма"]);
  expect(of([text("їжак"), text("ира"), text("ґава")], "ascending", "uk")[0]).toBe("ґава");
});

test("numbers of claims without what says how certain they are, are known as such", () => {
  const bare = (rows: Solution[], column: string) => isBare(column, columnsOf(Object.keys(rows[0] ?? {}), rows), rows);
  const claim = iri(`${THINGS}claim/a`);
  expect(bare([{ claim, stated: number(1) }], "stated")).toBe(true);
  expect(bare([{ claim, lowerBound: number(1) }], "lowerBound")).toBe(true);
  expect(bare([{ claim, stated: number(1), qualifier: text("at-least") }], "stated")).toBe(false);
  expect(bare([{ claim, mentions: number(1) }], "mentions")).toBe(false);
  expect(bare([{ law: iri(`${THINGS}law/a`), value: number(1) }], "value")).toBe(false);
});
