// A chart as SVG. Points are never joined: each is a number of its own, of its own producer.

import * as Plot from "@observablehq/plot";

import { pageLanguage, say, sayCount, sayNumber } from "../shared/words";
import { binsOf, logTicks, wholeTicks, type Bin } from "./distribution";
import { CHARACTER_WIDTH, legend, type LegendEntry } from "./legend";
import { linesOf } from "./line_breaks";
import { colourOf, COLOURS, dots } from "./point_marks";
import type { Drawing, Point } from "./points";
import { isYear, type Chart } from "./shape";

const ROW_HEIGHT = 26;
const TALL_ROW_HEIGHT = 36; // of two lines
const NARROW = 600; // pixels; names have two lines there
const HEIGHT = 420;
const MOST_LABEL = 64; // characters of a name on an axis
const LABELS = 0.42; // of the width
const MOST_TICKS = 8;
const RIGHT = 40; // pixels, for an arrow beside the last mark
const RATE = 60; // pixels, of what a rate is per

/** A chart, and whether some of its marks were moved apart. */
export interface Drawn {
  svg: SVGSVGElement;
  areMoved: boolean;
}

/** Draw a chart.
 *  @param width in pixels */
export function drawChart(
  drawing: Drawing,
  chart: Chart,
  isTime: boolean,
  width: number,
  entries: LegendEntry[],
): Drawn {
  const { points } = drawing;
  let areMoved = false;
  const onMoved = () => {
    areMoved = true;
  };
  const names = [...new Set(points.map(({ x }) => x))];
  const isNamed = typeof names[0] === "string";
  const common = {
    width,
    style: { background: "transparent", color: "var(--ink)", fontFamily: "var(--sans)", fontSize: "12px", overflow: "visible" },
    color: { domain: drawing.series, range: COLOURS.slice(0, Math.max(1, drawing.series.length)) },
  };
  const marginRight = RIGHT + (points.some(({ per }) => per) ? RATE : 0);
  const marginLeft = isNamed ? leftOf(names, width) : Math.max(50, 22 + numberLength(points) * CHARACTER_WIDTH);
  const room = (width - marginLeft - marginRight) / (18 + numberLength(points) * CHARACTER_WIDTH);
  const few = Math.min(MOST_TICKS, Math.max(1, Math.floor(room)));
  const plot = chart.type === "histogram"
    ? Plot.plot({ ...common, height: HEIGHT, marginLeft: 60, marginBottom: 40, marginRight, ...distribution(points, chart.x, few) })
    : isNamed
      ? Plot.plot({
        ...common, height: 60 + names.length * (width < NARROW ? TALL_ROW_HEIGHT : ROW_HEIGHT), marginLeft, marginBottom: 40, marginRight,
        x: numbersAxis(points, chart, few),
        y: { type: chart.type === "bars" ? "band" : "point", domain: names, label: null, tickFormat: (name: string) => shortened(name, width) },
        marks: chart.type === "bars" ? bars(drawing) : dots(drawing, "horizontal", onMoved),
      })
      : Plot.plot({
        ...common, height: HEIGHT, marginLeft, marginBottom: 40,
        x: isTime
          ? { type: "utc", label: chart.x, tickFormat: dayWords, nice: true, insetLeft: 8, insetRight: 8 }
          : alongAxis(points, chart.x),
        y: numbersAxis(points, chart, MOST_TICKS),
        marks: dots(drawing, "vertical", onMoved),
      });
  // Plot names its parts in English, for marks that take no name.
  for (const part of plot.querySelectorAll("[aria-label]:not(a)")) part.removeAttribute("aria-label");
  plot.removeAttribute("aria-label");
  return { svg: legend(plot as SVGSVGElement, entries, width, isNamed), areMoved };
}

function leftOf(names: readonly Point["x"][], width: number): number {
  const longest = Math.max(0, ...names.map((name) => String(name).length));
  return 24 + Math.min(longest, labelLength(width)) * CHARACTER_WIDTH;
}

/** How many characters of a name have room on an axis. */
function labelLength(width: number): number {
  return Math.min(MOST_LABEL, Math.floor((width * LABELS - 24) / CHARACTER_WIDTH));
}

/** The characters of the longest number of an axis. */
function numberLength(points: readonly Point[]): number {
  return sayNumber(Math.ceil(most(points.map(({ y, high }) => Math.max(y, high))))).length + 1;
}

/** The axis of the numbers: whole numbers have whole ticks.
 *  @param few about how many have room */
function numbersAxis(points: Point[], chart: Chart, few: number): Plot.ScaleOptions {
  const values = points.flatMap(({ y, low, high }) => [y, low, high]);
  const areWhole = values.every(Number.isInteger);
  const common = { label: chart.y, grid: true };
  if (chart.isLog) {
    const ticks = logTicks(least(values), most(values), few);
    return { ...common, type: "log", ticks, domain: [ticks[0] ?? 1, ticks.at(-1) ?? 10], tickFormat: sayNumber };
  }
  if (!areWhole) return { ...common, ticks: few, zero: true, nice: true, tickFormat: sayNumber };
  const ticks = wholeTicks(Math.min(0, least(values)), most(values), few);
  return { ...common, ticks, domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], tickFormat: sayNumber };
}

/** The axis along which numbers stand that are no times. */
function alongAxis(points: Point[], label: string): Plot.ScaleOptions {
  const values = points.map(({ x }) => Number(x));
  const common = { label, grid: true };
  if (!values.every(Number.isInteger)) return { ...common, nice: true, tickFormat: sayNumber };
  const areYears = values.every(isYear);
  const ticks = wholeTicks(least(values), most(values));
  return { ...common, ticks, nice: !areYears, inset: 8, tickFormat: areYears ? String : sayNumber };
}

function bars(drawing: Drawing): Plot.Markish[] {
  const { points } = drawing;
  const fill = ({ series }: Point) => (drawing.series.length ? colourOf(drawing, series) : "var(--steel)");
  const ends = { x: "y", y: "x", textAnchor: "start" as const, dx: 4, fill: "var(--ink)" };
  return [
    Plot.barX(points, {
      x1: 0, x2: "y", y: "x", fill: { value: fill, scale: null }, href: "href", title: "title", insetTop: 3, insetBottom: 3,
    }),
    Plot.text(points, { ...ends, text: (point: Point) => sayNumber(point.y) }),
    Plot.ruleX([0]),
  ];
}

/** How many rows have which number.
 *  @param few about how many ticks have room */
function distribution(points: Point[], label: string, few: number): Plot.PlotOptions {
  const values = points.map(({ y }) => y);
  const bins = binsOf(values);
  const areWhole = values.every(Number.isInteger);
  const counts = wholeTicks(0, most(bins.map(({ count }) => count)));
  const words = ({ from, to, count }: Bin) =>
    `${from === to ? sayNumber(from) : `${sayNumber(from)}–${sayNumber(to)}`}: ${sayCount("{count} row", "{count} rows", count)}`;
  const first = bins[0]?.left ?? 0;
  const last = bins.at(-1)?.right ?? 1;
  return {
    x: {
      label, domain: [first, last], tickFormat: areWhole && values.every(isYear) ? String : sayNumber,
      ticks: areWhole ? wholeTicks(least(values), most(values), few).filter((one) => one >= first && one <= last) : few,
    },
    y: { grid: true, label: say("rows"), ticks: counts, domain: [0, counts.at(-1) ?? 1], tickFormat: sayNumber },
    marks: [
      Plot.rectY(bins.filter(({ count }) => count), {
        x1: "left", x2: "right", y: "count", fill: "var(--steel)", insetLeft: 1, insetRight: 1, title: words, tip: true,
      }),
      Plot.ruleY([0]),
    ],
  };
}

/** A name as far as it has room on an axis. */
function shortened(name: string, width: number): string {
  const most = labelLength(width);
  if (width >= NARROW) return name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const [first = "", second = "", ...rest] = linesOf(name, most);
  return [first, rest.length ? `${second.slice(0, most - 2)} …` : second].filter(Boolean).join("\n");
}

function dayWords(day: Date): string {
  const beginsYear = day.getUTCMonth() === 0 && day.getUTCDate() === 1;
  const month = day.getUTCDate() === 1 ? { month: "short" as const } : { month: "short" as const, day: "numeric" as const };
  const parts = beginsYear ? { year: "numeric" as const } : month;
  return day.toLocaleDateString(pageLanguage(), { ...parts, timeZone: "UTC" });
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), -Infinity);
}
