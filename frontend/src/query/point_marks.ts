// The marks of rows: a glyph of how a number is meant, behind it the time that it covers, and beside
// it what a rate is per. Marks of one place are moved apart.

import * as Plot from "@observablehq/plot";

import { shape } from "../shared/elements";
import { drawGlyph } from "./glyphs";
import type { Drawing, Point } from "./points";
import { offsetsOf } from "./spreading";

/** Of series in their order; the last one is of all that share one. */
export const COLOURS = [
  "var(--link)", "var(--ochre)", "var(--moss)", "var(--accent)", "var(--steel)",
  "#8a6fb0", "#2a8c82", "#b0527a", "#7d7a33", "var(--quiet)",
];
const MOST_LINKS = 300; // each is a stop for the keyboard
const ROOM_IN_LINE = 16; // pixels for marks of one place, where each name has a line
const ROOM = 50;
const PER_WIDTH = 62; // pixels of what a rate is per
const BAR = 5; // pixels across, of a period

/** Where numbers go: to the right, or up. */
export type Way = "horizontal" | "vertical";
type Places = Record<string, ArrayLike<number> | undefined>;

/** Where a mark stands, in pixels. */
interface Place {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** The colour of a series. */
export function colourOf(drawing: Drawing, series: string): string {
  return COLOURS[Math.max(0, drawing.series.indexOf(series))] ?? "var(--quiet)";
}

/** The marks of points.
 *  @param onMoved is called if some are moved apart */
export function dots(drawing: Drawing, way: Way, onMoved: () => void): Plot.Markish[] {
  const { points } = drawing;
  const isVertical = way === "vertical";
  const scale: Plot.ScaleName = isVertical ? "y" : "x";
  const hasLinks = points.length <= MOST_LINKS;
  const from = ({ span, x }: Point) => (span ? new Date(span.from ?? span.to ?? 0) : x);
  const to = ({ span, x }: Point) => (span ? new Date(span.to ?? span.from ?? 0) : x);
  const mark = Plot.dot(points, {
    ...spread(way, onMoved),
    channels: {
      low: { value: "low", scale },
      high: { value: "high", scale },
      ...(isVertical ? { from: { value: from, scale: "x" }, to: { value: to, scale: "x" } } : {}),
    },
    render(index, _scales, values, { width, marginLeft, marginRight }) {
      const places = values as unknown as Places;
      const at = (name: string, one: number) => places[name]?.[one] ?? 0;
      const periods = shape("g");
      const marks = shape("g");
      for (const one of index) {
        const point = points[one];
        if (!point) continue;
        const colour = colourOf(drawing, point.series);
        const place = { x: at("x", one), y: at("y", one), low: at("low", one), high: at("high", one) };
        if (point.span && isVertical) {
          const from = point.span.from === null ? marginLeft : at("from", one);
          const to = point.span.to === null ? width - marginRight : at("to", one);
          periods.append(periodElement(point, from, to, place.y, colour));
        }
        marks.append(pointElement(point, place, colour, way, hasLinks, width));
      }
      return shape("g", {}, periods, marks);
    },
  });
  return [Plot.frame({ stroke: "var(--line)", anchor: isVertical ? "bottom" : "left" }), mark, tip(points, way)];
}

/** Where points stand, after those that would cover each other are moved apart. */
function spread(way: Way, onMoved: () => void): Plot.DotOptions {
  const isVertical = way === "vertical";
  const position = isVertical ? { x: "x", y: "y" } : { x: "y", y: "x" };
  return Plot.initializer<Plot.DotOptions>(position, (data, facets, channels, scales) => {
    const placed = (name: "x" | "y") => {
      const scale = scales[name] as ((value: unknown) => number) | undefined;
      return Array.from((channels[name]?.value ?? []) as Iterable<unknown>, (value) => scale?.(value) ?? Number(value));
    };
    const [x, y] = [placed("x"), placed("y")];
    const offsets = isVertical ? offsetsOf(x, y, ROOM) : offsetsOf(y, x, ROOM_IN_LINE);
    if (offsets.some(Boolean)) onMoved();
    const moved = (places: number[]) => places.map((place, index) => place + (offsets[index] ?? 0));
    return { data, facets, channels: { x: { value: isVertical ? moved(x) : x }, y: { value: isVertical ? y : moved(y) } } };
  });
}

function tip(points: Point[], way: Way): Plot.Markish {
  const options = { ...spread(way, () => undefined), title: "title", fill: "var(--field)", stroke: "var(--ink)", maxRadius: 30 };
  return Plot.tip(points, Plot.pointer(options));
}

/** A bar over the time that a row covers; an end that is open has an arrow. */
function periodElement({ span }: Point, from: number, to: number, y: number, colour: string): SVGElement {
  const group = shape("g", { class: "period" });
  group.style.color = colour;
  group.append(shape("rect", {
    x: from, y: y - BAR / 2, width: Math.max(2, to - from), height: BAR, fill: "currentColor", "fill-opacity": 0.28,
  }));
  const head = (at: number, way: number) => shape("path", {
    d: `M${at - way * 6} ${y - 5}L${at} ${y}L${at - way * 6} ${y + 5}`, fill: "none", stroke: "currentColor", "stroke-width": 1.4,
  });
  if (span?.to === null) group.append(head(to, 1));
  if (span?.from === null) group.append(head(from, -1));
  return group;
}

/** A mark, a link where its row has a page.
 *  @param width of the chart, in pixels */
function pointElement(
  point: Point,
  place: Place,
  colour: string,
  way: Way,
  hasLink: boolean,
  width: number,
): SVGElement {
  const { x, y } = place;
  const [least, most] = [Math.min(place.low, place.high), Math.max(place.low, place.high)];
  const glyph = way === "vertical" ? drawGlyph(point.glyph, x, y, least, most) : turned(point, x, y, least, most);
  const outer = shape(point.href && hasLink ? "a" : "g", { class: "point" });
  if (outer instanceof SVGAElement) {
    outer.setAttribute("href", point.href ?? "");
    outer.setAttribute("aria-label", point.title.replaceAll("\n", "; "));
  }
  // A style, since that of links of the site outdoes an attribute.
  outer.style.color = colour;
  outer.append(glyph);
  const isAtEdge = x + PER_WIDTH > width;
  if (point.per)
    outer.append(shape("text", {
      x: isAtEdge ? x - 8 : x + (way === "vertical" ? 8 : 18), y: y + 4, fill: "currentColor", "font-size": 11,
      "text-anchor": isAtEdge ? "end" : "start",
    }, point.per));
  return outer;
}

/** A glyph on its side: where numbers go to the right, "at least" points there. */
function turned(point: Point, x: number, y: number, left: number, right: number): SVGGElement {
  const glyph = drawGlyph(point.glyph, 0, 0, x - right, x - left);
  glyph.setAttribute("transform", `translate(${x},${y}) rotate(90)`);
  return glyph;
}
