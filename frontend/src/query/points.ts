// The points of a chart: which row is drawn where, and what is left out.

import type { Solution, Term } from "../shared/endpoint";
import { glyphOf, type Glyph } from "./glyphs";
import { MOST_COLOURS, type Chart, type Column, type Uncertainty } from "./shape";
import { endColumn, spanIn, type Span } from "./spans";
import { numberOf } from "./terms";

const MOST_POINTS = 5000;
const MOST_BARS = 40;
const WIDE = 300; // times the least number

/** What is drawn of a row. */
export interface Point {
  x: number | string | Date;
  y: number;
  /** Bounds; those that are not known are where the point is. */
  low: number;
  high: number;
  glyph: Glyph;
  series: string;
  title: string;
  href: string | null;
  /** The time that a row covers, where its place is a time of more than a day. */
  span: Span | null;
  /** Of a rate, per what, in words; "" of what is none. */
  per: string;
}

/** What a chart shows, and what it leaves out. */
export interface Drawing {
  points: Point[];
  /** Names of series in the order of their size, the small ones in one. */
  series: string[];
  /** Rows without what the chart needs. */
  without: number;
  /** Rows that are left out because there are too many. */
  beyond: number;
}

/** Words and addresses of terms. */
export interface Telling {
  words: (term: Term) => string;
  page: (iri: string) => string | null;
  /** The series of all that are too small to have a colour. */
  other: string;
  /** Of a rate, per what, in words; "" of what is none. */
  per: (row: Solution) => string;
}

/** Whether numbers lie so far apart that a logarithmic scale shows more of them. */
export function wantsLogarithm(points: readonly Point[]): boolean {
  const values = points.flatMap(({ y, low, high }) => [y, low, high]);
  const least = Math.min(...values);
  return points.length > 2 && least > 0 && Math.max(...values) / least > WIDE;
}

/** The points of a chart of rows. */
export function pointsOf(
  rows: readonly Solution[],
  chart: Chart,
  columns: readonly Column[],
  certainty: Uncertainty | null,
  telling: Telling,
): Drawing {
  const kind = columns.find(({ name }) => name === chart.x)?.kind ?? "none";
  const end = endColumn(chart.x, columns.map(({ name }) => name));
  const usesBounds = certainty !== null && isBound(chart.y, certainty);
  const linked = linkedColumn(rows, columns, telling);
  const all: Point[] = [];
  for (const row of rows) {
    const span = kind === "time" ? spanIn(row, chart.x, end) : null;
    const x = placeOf(row[chart.x], kind, span, telling);
    const value = usesBounds ? boundedOf(row, certainty, chart.y) : plainOf(row[chart.y || chart.x]);
    if (x === null || value === null) continue;
    const href = linked ? telling.page(row[linked]?.value ?? "") : null;
    const seriesTerm = row[chart.colour];
    const series = seriesTerm ? telling.words(seriesTerm) : "";
    const per = chart.type === "dots" ? telling.per(row) : "";
    const title = [titleOf(row, columns, telling), per].filter(Boolean).join("\n");
    all.push({ x, ...value, series, title, href, span: isLong(span) ? span : null, per });
  }
  const points = chart.type === "bars" && all.length > MOST_BARS ? largest(all, MOST_BARS) : all.slice(0, MOST_POINTS);
  return {
    points,
    series: chart.colour ? groupSeries(points, telling.other) : [],
    without: rows.length - all.length,
    beyond: all.length - points.length,
  };
}

function isBound(name: string, certainty: Uncertainty): boolean {
  return [certainty.stated, certainty.lower, certainty.upper].includes(name);
}

function placeOf(
  term: Term | undefined,
  kind: Column["kind"],
  span: Span | null,
  telling: Telling,
): Point["x"] | null {
  if (!term) return null;
  if (kind === "number") return numberOf(term);
  if (kind !== "time") return telling.words(term);
  const time = span?.from ?? span?.to ?? null;
  return time === null ? null : new Date(time);
}

function isLong(span: Span | null): boolean {
  return span !== null && span.from !== span.to;
}

type Value = Pick<Point, "y" | "low" | "high" | "glyph">;

function plainOf(term: Term | undefined): Value | null {
  const y = numberOf(term);
  return y === null || !Number.isFinite(y) ? null : { y, low: y, high: y, glyph: "exactly" };
}

function boundedOf(row: Solution, certainty: Uncertainty, chosen: string): Value | null {
  const low = numberOf(row[certainty.lower]);
  const high = numberOf(row[certainty.upper]);
  const y = numberOf(row[chosen]) ?? numberOf(row[certainty.stated]) ?? low ?? high;
  if (y === null || !Number.isFinite(y)) return null;
  const glyph = glyphOf(row[certainty.qualifier]?.value ?? "", low, high);
  return { y, low: low ?? y, high: high ?? y, glyph };
}

/** The first column that has a page of its own for each row: a point leads there. */
function linkedColumn(rows: readonly Solution[], columns: readonly Column[], telling: Telling): string {
  const found = columns.find(({ name, kind, distinct }) =>
    kind === "iri" && distinct === rows.length && telling.page(rows[0]?.[name]?.value ?? "") !== null);
  return found?.name ?? "";
}

function titleOf(row: Solution, columns: readonly Column[], telling: Telling): string {
  const lines = columns.flatMap(({ name }) => {
    const term = row[name];
    return term ? [`${name}: ${telling.words(term)}`] : [];
  });
  return lines.join("\n");
}

function largest(points: Point[], most: number): Point[] {
  return [...points].sort((one, other) => other.y - one.y).slice(0, most);
}

/** Give what is too small a common series, and name all by size. */
function groupSeries(points: Point[], other: string): string[] {
  const sizes = new Map<string, number>();
  for (const { series } of points) sizes.set(series, (sizes.get(series) ?? 0) + 1);
  const bySize = [...sizes.keys()].sort((one, two) => (sizes.get(two) ?? 0) - (sizes.get(one) ?? 0));
  if (bySize.length <= MOST_COLOURS) return bySize;
  const kept = bySize.slice(0, MOST_COLOURS - 1);
  for (const point of points) if (!kept.includes(point.series)) point.series = other;
  return [...kept, other];
}
