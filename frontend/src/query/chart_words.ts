// What is said of a chart: its title, what it draws and leaves out, and what must not be read out of
// it.

import { say, sayCount, sayNumber } from "../shared/words";
import { isAmount, MEASURES } from "./default_chart";
import { drawGlyph, type Glyph } from "./glyphs";
import type { LegendEntry } from "./legend";
import { colourOf } from "./point_marks";
import type { Drawing } from "./points";
import { countedIn, perWords, type ResultFigures } from "./result_figures";
import { AMOUNT, type Chart, type Column } from "./shape";
import { endColumn, isStart } from "./spans";
import type { Solution } from "../shared/endpoint";

/** What a chart is of, by its columns. */
export function titleOf(chart: Chart): string {
  return chart.type === "histogram"
    ? say("Distribution of {column}", { column: chart.x })
    : say("{number} by {column}", { number: chart.y, column: chart.x });
}

/** How many rows are drawn, and how many are not. */
export function countsOf({ points, without, beyond }: Drawing): string {
  const parts = [sayCount("{count} row is drawn", "{count} rows are drawn", points.length)];
  if (without) parts.push(sayCount("{count} row lacks a value", "{count} rows lack a value", without));
  if (beyond) parts.push(say("{count} more are left out", { count: sayNumber(beyond) }));
  return parts.join("; ");
}

/** What a reader has to know of the marks.
 *  @param areMoved whether some were moved apart */
export function notesOf(
  drawing: Drawing,
  chart: Chart,
  columns: readonly Column[],
  areMoved: boolean,
): string[] {
  const notes: string[] = [];
  if (areMoved) notes.push(say("Marks that would lie upon each other stand side by side."));
  const spans = drawing.points.flatMap(({ span }) => (span ? [span] : []));
  if (spans.length) {
    notes.push(say("A bar behind a mark is the time that it covers; the mark stands at its first day."));
    if (spans.some(({ from, to }) => from === null || to === null)) notes.push(say("An arrow is an end that is open or not known."));
  } else if (isTime(chart.x, columns) && isStart(chart.x) && !endColumn(chart.x, columns.map(({ name }) => name)))
    notes.push(say("Each mark stands at the first day of its period."));
  return notes;
}

/** That numbers of several kinds stand on one axis; "" where they do not.
 *  @param figures those of the result that are known */
export function mixtureOf(
  chart: Chart,
  columns: readonly Column[],
  rows: readonly Solution[],
  figures: ResultFigures,
): string {
  const number = chart.y || chart.x;
  if (!isAmount(number)) return "";
  const drawn = rows.filter((row) => row[number] && row[chart.x]);
  const counted = drawn.flatMap((row) => countedIn(row, figures) ?? []);
  const measures = new Set(counted.map(({ measure }) => measure)).size;
  const units = new Set(counted.map(({ unit, per }) => `${unit} ${per}`)).size;
  const rates = new Set(counted.flatMap(({ per }) => per || []));
  const said: string[] = [];
  if (measures > 1) {
    said.push(sayCount(
      "On one axis stands {count} measure.",
      "On one axis stand {count} measures: their numbers must neither be compared nor added.",
      measures,
    ));
  } else if (!counted.length && AMOUNT.test(number)) {
    const apart = columns.filter(({ name, distinct }) => distinct > 1 && MEASURES.some((pattern) => pattern.test(name)) && name !== chart.x);
    const names = apart.map(({ name }) => name).join(", ");
    if (names) said.push(say("Rows differ in {columns}: numbers of what is not alike there must neither be compared nor added.", { columns: names }));
  }
  if (units > 1) said.push(sayCount("They are in {count} unit.", "They are in {count} units.", units));
  if (rates.size) said.push(say("Rates among them: {rates}.", { rates: [...rates].map(perWords).join(", ") }));
  return said.join(" ");
}

/** What colours and marks mean. */
export function entriesOf(drawing: Drawing, chart: Chart): LegendEntry[] {
  if (chart.type === "histogram") return [];
  const series = drawing.series.map((name) => ({
    words: name || say("no value"),
    colour: colourOf(drawing, name),
    draw: (x: number, y: number) => drawGlyph("exactly", x, y, y, y),
  }));
  const used = new Set(drawing.points.map(({ glyph }) => glyph));
  const isPlain = chart.type === "bars" || (used.size === 1 && used.has("exactly"));
  const marks = isPlain ? [] : glyphWords().filter(([glyph]) => used.has(glyph)).map(([glyph, words]) => ({
    words,
    colour: "var(--ink)",
    draw: (x: number, y: number) => drawGlyph(glyph, x, y, y - 7, y + 7),
  }));
  return [...series, ...marks];
}

function glyphWords(): [Glyph, string][] {
  return [
    ["exactly", say("exactly")],
    ["above", say("at least, more than")],
    ["range", say("range")],
    ["about", say("about")],
    ["below", say("up to, fewer than")],
  ];
}

function isTime(name: string, columns: readonly Column[]): boolean {
  return columns.some((column) => column.name === name && column.kind === "time");
}
