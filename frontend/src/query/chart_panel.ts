// The panel of a chart: what is drawn against what, the chart itself, what it leaves out, and files.

import { pageOf } from "../shared/addresses";
import type { Solution } from "../shared/endpoint";
import { button, make } from "../shared/elements";
import { say, sayCount, sayNumber } from "../shared/words";
import { COLOURS, drawChart } from "./chart_drawing";
import { savePng, saveSvg, type Frame } from "./chart_saving";
import { drawGlyph, type Glyph } from "./glyphs";
import { irisIn, learnNames, shownText } from "./labels";
import type { LegendEntry } from "./legend";
import type { View } from "./permalink";
import { pointsOf, wantsLogarithm, type Drawing } from "./points";
import { defaultChart, isBare, isUnique, uncertaintyOf, type Chart, type ChartType, type Column } from "./shape";

/** What the panel needs of the page. */
export interface ChartAround {
  view: View;
  onView: (view: View) => void;
  announce: (text: string) => void;
  /** The release that the page is of. */
  release: string;
}

const MOST_DRAWN_WIDTH = 1200;
const KEYS = ["chart", "x", "y", "colour", "log"];

/** Fill a panel with a chart of rows. */
export async function chartPanel(
  panel: HTMLElement,
  columns: readonly Column[],
  rows: readonly Solution[],
  around: ChartAround,
): Promise<void> {
  await learnNames(irisIn(rows));
  const certainty = uncertaintyOf(columns);
  const telling = { words: shownText, page: pageOf, other: say("others") };
  let chart = readView(around.view, columns, rows);
  if (!around.view.chart && chart.type === "dots")
    chart.isLog = wantsLogarithm(pointsOf(rows, chart, columns, certainty, telling).points);
  let drawn: SVGSVGElement | null = null;
  const controls = make("div", { class: "controls chart-controls" });
  const place = make("div", { class: "chart-place" });
  const caption = make("figcaption", { class: "quiet", id: "chart-caption" });
  const figure = make("figure", { class: "chart", "aria-labelledby": caption.id }, place, caption);
  const files = make("p", { class: "controls" },
    button(say("Save as SVG"), () => drawn && saveSvg(drawn, frame()), { class: "secondary" }),
    button(say("Save as PNG"), () => drawn && void savePng(drawn, frame())
      .catch(() => around.announce(say("The picture cannot be made here; save it as SVG."))), { class: "secondary" }));
  panel.append(controls, figure, files);

  const numbers = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  const all = columns.filter(({ kind }) => kind !== "none").map(({ name }) => name);

  function frame(): Frame {
    return { title: titleOf(chart), release: around.release };
  }

  function offer(): void {
    const focused = document.activeElement?.id ?? "";
    const isBars = chart.type === "bars";
    controls.replaceChildren(
      choice("chart-type", say("Chart of"), typesOf(), chart.type, (type) => change({ type: type as ChartType })),
      ...(chart.type === "histogram"
        ? [choice("chart-x", say("Column"), named(numbers), chart.x, (x) => change({ x }))]
        : [
          choice("chart-x", say("By"), named(all), chart.x, (x) => change({ x })),
          choice("chart-y", say("Number"), named(numbers), chart.y, (y) => change({ y })),
        ]),
      ...(chart.type === "dots"
        ? [choice("chart-colour", say("Colour"), [["", say("one for all")], ...named(all)], chart.colour, (colour) => change({ colour }))]
        : []),
      ...(isBars || chart.type === "histogram" ? [] : [logBox()]),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  function typesOf(): [string, string][] {
    const types: [ChartType, string][] = [["dots", say("points")]];
    if (chart.type === "bars" || (chart.x && isUnique(rows, chart.x) && isNamed(chart.x))) types.push(["bars", say("bars")]);
    types.push(["histogram", say("a distribution")]);
    return types;
  }

  function isNamed(name: string): boolean {
    const kind = columns.find((column) => column.name === name)?.kind;
    return kind === "iri" || kind === "text";
  }

  function logBox(): HTMLElement {
    const box = make("input", { type: "checkbox", id: "chart-log", checked: chart.isLog });
    box.addEventListener("change", () => change({ isLog: box.checked }));
    return make("label", { class: "check", for: box.id }, box, say("Logarithmic"));
  }

  function change(part: Partial<Chart>): void {
    chart = fitted({ ...chart, ...part });
    offer();
    draw();
    around.onView({ ...others(around.view), ...viewOf(chart) });
    around.announce(caption.textContent);
  }

  /** The same chart as far as it can be drawn. */
  function fitted(wanted: Chart): Chart {
    const [first = ""] = numbers;
    if (wanted.type === "histogram") return { ...wanted, x: numbers.includes(wanted.x) ? wanted.x : first, y: "" };
    const y = wanted.y || first;
    const x = wanted.x || (all.find((name) => name !== y) ?? y);
    const areBars = wanted.type === "bars" && isNamed(x) && isUnique(rows, x);
    return { ...wanted, x, y, type: areBars ? "bars" : "dots" };
  }

  function draw(): void {
    const drawing = pointsOf(rows, chart, columns, certainty, telling);
    const canBeLog = drawing.points.every(({ y, low, high }) => Math.min(y, low, high) > 0);
    const box = controls.querySelector<HTMLInputElement>("#chart-log");
    if (box) box.disabled = !canBeLog;
    const shown = { ...chart, isLog: chart.isLog && canBeLog };
    const isTime = columns.some(({ name, kind }) => name === chart.x && kind === "time");
    const width = Math.min(place.clientWidth || MOST_DRAWN_WIDTH, MOST_DRAWN_WIDTH);
    caption.textContent = captionOf(drawing, shown, isBare(chart.y || chart.x, columns, rows));
    drawn = drawing.points.length
      ? drawChart(drawing, shown, isTime, width, caption.textContent, entriesOf(drawing))
      : null;
    place.replaceChildren(drawn ?? make("p", {}, say("There is nothing to draw in these columns.")));
  }

  offer();
  draw();
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (!place.clientWidth || place.clientWidth === width) return;
    width = place.clientWidth;
    draw();
  }).observe(place);
}

function choice(
  id: string,
  words: string,
  options: [string, string][],
  chosen: string,
  act: (value: string) => void,
): HTMLElement {
  const select = make("select", { id });
  for (const [value, text] of options)
    select.append(make("option", { value, selected: value === chosen }, text));
  select.addEventListener("change", () => act(select.value));
  return make("label", { class: "choice", for: id }, words, " ", select);
}

function named(names: string[]): [string, string][] {
  return names.map((name) => [name, name]);
}

function titleOf(chart: Chart): string {
  return chart.type === "histogram"
    ? say("Distribution of {column}", { column: chart.x })
    : say("{number} by {column}", { number: chart.y, column: chart.x });
}

function captionOf(drawing: Drawing, chart: Chart, isWithoutCertainty: boolean): string {
  const { points, without, beyond } = drawing;
  const parts = [`${titleOf(chart)}: ${sayCount("{count} row is drawn", "{count} rows are drawn", points.length)}`];
  if (without) parts.push(sayCount("{count} row lacks a value", "{count} rows lack a value", without));
  if (beyond) parts.push(say("{count} more are left out", { count: sayNumber(beyond) }));
  const said = `${parts.join("; ")}. ${say("The table has the same.")}`;
  return isWithoutCertainty
    ? `${said} ${say("Numbers of claims: what each counts and how certain it is said to be is not drawn. Ask for ?qualifier, ?lower and ?upper as well.")}`
    : said;
}

/** What colours and marks mean. */
function entriesOf(drawing: Drawing): LegendEntry[] {
  const series = drawing.series.map((name, index) => ({
    words: name || say("no value"),
    colour: COLOURS[index] ?? "var(--quiet)",
    draw: (x: number, y: number) => drawGlyph("exactly", x, y, y, y),
  }));
  const used = new Set(drawing.points.map(({ glyph }) => glyph));
  const marks = used.size > 1 || !used.has("exactly")
    ? glyphWords().filter(([glyph]) => used.has(glyph)).map(([glyph, words]) => ({
      words,
      colour: "var(--ink)",
      draw: (x: number, y: number) => drawGlyph(glyph, x, y, y - 7, y + 7),
    }))
    : [];
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

function readView(view: View, columns: readonly Column[], rows: readonly Solution[]): Chart {
  const chosen = defaultChart(columns, rows) ?? { type: "dots", x: "", y: "", colour: "", isLog: false };
  const has = (name: string | undefined) => columns.some((column) => column.name === name);
  if (!view.chart || !has(view.x)) return chosen;
  const type = (["dots", "bars", "histogram"] as const).find((one) => one === view.chart) ?? "dots";
  const isBars = type === "bars" && !isUnique(rows, view.x ?? "");
  return {
    type: isBars ? "dots" : type,
    x: view.x ?? "",
    y: has(view.y) ? (view.y ?? "") : type === "histogram" ? "" : chosen.y,
    colour: has(view.colour) ? (view.colour ?? "") : "",
    isLog: view.log === "1",
  };
}

function viewOf(chart: Chart): View {
  const view: View = { tab: "chart", chart: chart.type, x: chart.x };
  if (chart.y) view.y = chart.y;
  if (chart.colour) view.colour = chart.colour;
  if (chart.isLog) view.log = "1";
  return view;
}

function others(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([name]) => !KEYS.includes(name)));
}
