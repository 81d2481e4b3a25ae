// A chart as SVG. Points are never joined: each is a number of its own, of its own producer.

import * as Plot from "@observablehq/plot";

import { shape } from "../shared/elements";
import { pageLanguage, sayNumber } from "../shared/words";
import { drawGlyph } from "./glyphs";
import { CHARACTER_WIDTH, legend, type LegendEntry } from "./legend";
import type { Drawing, Point } from "./points";
import { isYear, type Chart } from "./shape";

/** Of series in their order; the last one is of all that share one. */
export const COLOURS = [
  "var(--link)", "var(--ochre)", "var(--moss)", "var(--accent)", "var(--steel)",
  "#8a6fb0", "#2a8c82", "#b0527a", "#7d7a33", "var(--quiet)",
];
const MOST_LINKS = 300; // each is a stop for the keyboard
const ROW_HEIGHT = 26;
const HEIGHT = 420;
const MOST_LABEL = 34; // characters of a name on an axis

/** Draw a chart.
 *  @param width in pixels
 *  @param label accessible name */
export function drawChart(
  drawing: Drawing,
  chart: Chart,
  isTime: boolean,
  width: number,
  label: string,
  entries: LegendEntry[],
): SVGSVGElement {
  const { points } = drawing;
  const names = [...new Set(points.map(({ x }) => x))];
  const isNamed = typeof names[0] === "string";
  const longest = Math.max(0, ...names.map((name) => Math.min(String(name).length, MOST_LABEL)));
  const left = Math.min(width * 0.42, 24 + longest * CHARACTER_WIDTH);
  const areWhole = points.every(({ y }) => Number.isInteger(y));
  const counted = (one: number) => (areWhole && !Number.isInteger(one) ? "" : sayNumber(one));
  const value = { label: chart.y || chart.x, tickFormat: counted, grid: true };
  const areYears = points.every(({ x }) => typeof x === "number" && isYear(x));
  const yearWords = (one: number) => (Number.isInteger(one) ? String(one) : "");
  const scale = chart.isLog ? { type: "log" as const } : { zero: true, nice: true };
  const common = {
    width,
    style: { background: "transparent", color: "var(--ink)", fontFamily: "var(--sans)", fontSize: "12px", overflow: "visible" },
    ariaLabel: label,
    color: { domain: drawing.series, range: COLOURS.slice(0, Math.max(1, drawing.series.length)) },
  };
  const plot = chart.type === "histogram"
    ? Plot.plot({
      ...common, height: HEIGHT, marginLeft: 60, x: { ...value, nice: true }, y: { grid: true, label: "↑" },
      marks: [
        Plot.rectY(points, { ...Plot.binX<Plot.RectYOptions>({ y: "count" }, { x: "y" }), fill: "var(--steel)", tip: true }),
        Plot.ruleY([0]),
      ],
    })
    : isNamed
      ? Plot.plot({
        ...common, height: 60 + names.length * ROW_HEIGHT, marginLeft: left, marginBottom: 40,
        x: { ...value, ...scale },
        y: { type: chart.type === "bars" ? "band" : "point", domain: names, label: null, tickFormat: shortened },
        marks: chart.type === "bars" ? bars(points) : [...dots(points, drawing, "horizontal"), tip(points, true)],
      })
      : Plot.plot({
        ...common, height: HEIGHT, marginLeft: 66, marginBottom: 40,
        x: isTime
          ? { type: "utc", label: chart.x, tickFormat: dayWords, nice: true, insetLeft: 8, insetRight: 8 }
          : { label: chart.x, tickFormat: areYears ? yearWords : (one: number) => sayNumber(one), grid: true, nice: !areYears, inset: areYears ? 8 : 0 },
        y: { ...value, ...scale },
        marks: [...dots(points, drawing, "vertical"), tip(points, false)],
      });
  // Plot names its parts in English, for marks that take no name.
  for (const part of plot.querySelectorAll("[aria-label]:not(a)")) part.removeAttribute("aria-label");
  return legend(plot as SVGSVGElement, entries, width, isNamed);
}

function bars(points: Point[]): Plot.Markish[] {
  return [
    Plot.barX(points, { x1: 0, x2: "y", y: "x", fill: "var(--steel)", href: "href", title: "title", insetTop: 3, insetBottom: 3 }),
    Plot.text(points, { x: "y", y: "x", text: (point: Point) => sayNumber(point.y), textAnchor: "start", dx: 4, fill: "var(--ink)" }),
    Plot.ruleX([0]),
  ];
}

type Way = "horizontal" | "vertical";

function dots(points: Point[], drawing: Drawing, way: Way): Plot.Markish[] {
  const isVertical = way === "vertical";
  const scale: Plot.ScaleName = isVertical ? "y" : "x";
  const series = new Map(drawing.series.map((name, index) => [name, index]));
  const hasLinks = points.length <= MOST_LINKS;
  const mark = Plot.dot(points, {
    x: isVertical ? "x" : "y",
    y: isVertical ? "y" : "x",
    channels: { low: { value: "low", scale }, high: { value: "high", scale } },
    render(index, _scales, values) {
      const group = shape("g");
      const place = values as unknown as Record<string, ArrayLike<number>>;
      for (const at of index) {
        const point = points[at];
        const [x, y, low, high] = ["x", "y", "low", "high"].map((name) => place[name]?.[at]);
        if (!point || x === undefined || y === undefined) continue;
        const number = series.get(point.series) ?? 0;
        group.append(pointElement(point, x, y, [low ?? 0, high ?? 0], number, way, hasLinks));
      }
      return group;
    },
  });
  return [Plot.frame({ stroke: "var(--line)", anchor: isVertical ? "bottom" : "left" }), mark];
}

function pointElement(
  point: Point,
  x: number,
  y: number,
  [low, high]: [number, number],
  series: number,
  way: Way,
  hasLink: boolean,
): SVGElement {
  const [top, bottom] = [Math.min(low, high), Math.max(low, high)];
  const glyph = way === "vertical"
    ? drawGlyph(point.glyph, x, y, top, bottom)
    : turned(point, x, y, top, bottom);
  const name = point.href && hasLink ? "a" : "g";
  const outer = shape(name);
  if (name === "a") {
    outer.setAttribute("href", point.href ?? "");
    outer.setAttribute("aria-label", point.title.replaceAll("\n", "; "));
  }
  outer.setAttribute("color", COLOURS[series] ?? "var(--quiet)");
  outer.append(glyph);
  return outer;
}

/** A glyph on its side: where numbers go to the right, "at least" points there. */
function turned(point: Point, x: number, y: number, left: number, right: number): SVGGElement {
  const glyph = drawGlyph(point.glyph, 0, 0, x - right, x - left);
  glyph.setAttribute("transform", `translate(${x},${y}) rotate(90)`);
  return glyph;
}

function tip(points: Point[], isHorizontal: boolean): Plot.Markish {
  const place = isHorizontal ? { x: "y", y: "x" } : { x: "x", y: "y" };
  return Plot.tip(points, Plot.pointer({ ...place, title: "title", fill: "var(--field)", stroke: "var(--ink)", maxRadius: 30 }));
}

function shortened(name: string): string {
  return name.length > MOST_LABEL ? `${name.slice(0, MOST_LABEL - 1)}…` : name;
}

function dayWords(day: Date): string {
  const beginsYear = day.getUTCMonth() === 0 && day.getUTCDate() === 1;
  const month = day.getUTCDate() === 1 ? { month: "short" as const } : { month: "short" as const, day: "numeric" as const };
  const parts = beginsYear ? { year: "numeric" as const } : month;
  return day.toLocaleDateString(pageLanguage(), { ...parts, timeZone: "UTC" });
}
