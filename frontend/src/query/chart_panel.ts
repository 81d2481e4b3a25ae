// The panel of a chart: what is drawn against what, the chart itself, what it leaves out, and files.

import { pageOf } from "../shared/addresses";
import type { Solution } from "../shared/endpoint";
import { button, make } from "../shared/elements";
import { say } from "../shared/words";
import { drawChart } from "./chart_drawing";
import { frameOf, savePng, saveSvg, type Frame } from "./chart_saving";
import { countsOf, entriesOf, mixtureOf, notesOf, titleOf } from "./chart_words";
import { isAmount } from "./default_chart";
import { irisIn, learnNames, shownText } from "./labels";
import type { View } from "./permalink";
import { pointsOf, wantsLogarithm } from "./points";
import { countedIn, perWords, type ResultFigures } from "./result_figures";
import { isBare, isUnique, uncertaintyOf, type Chart, type ChartType, type Column } from "./shape";

/** What the panel needs of the page. */
export interface ChartAround {
  view: View;
  onView: (view: View) => void;
  announce: (text: string) => void;
  /** The release that the page is of. */
  release: string;
  /** Whose result it is, and further parameters of the request. */
  query: string;
  parameters: [string, string][];
}

const MOST_DRAWN_WIDTH = 1200;
const KEYS = ["chart", "x", "y", "colour", "log"];

/** Fill a panel with a chart of rows.
 *  @param first what is drawn unless the view says something else */
export async function chartPanel(
  panel: HTMLElement,
  columns: readonly Column[],
  rows: readonly Solution[],
  first: Chart,
  figures: ResultFigures,
  around: ChartAround,
): Promise<void> {
  await learnNames(irisIn(rows));
  const certainty = uncertaintyOf(columns);
  let chart = readView(around.view, first, columns, rows);
  const per = (row: Solution) =>
    isAmount(chart.y) ? perWords((row.per?.type === "uri" && row.per.value) || (countedIn(row, figures)?.per ?? "")) : "";
  const telling = { words: shownText, page: pageOf, other: say("others"), per };
  if (!around.view.chart && chart.type === "dots")
    chart.isLog = wantsLogarithm(pointsOf(rows, chart, columns, certainty, telling).points);
  let drawn: SVGSVGElement | null = null;
  let told: string[] = [];
  const controls = make("div", { class: "controls chart-controls" });
  const place = make("div", { class: "chart-place" });
  const caption = make("figcaption", { class: "quiet", id: "chart-caption" });
  const figure = make("figure", { class: "chart", "aria-labelledby": caption.id }, place, caption);
  const files = make("p", { class: "controls" },
    button(say("Save as SVG"), () => void frame().then((made) => drawn && saveSvg(drawn, made)), { class: "secondary" }),
    button(say("Save as PNG"), () => void frame().then((made) => drawn && savePng(drawn, made))
      .catch(() => around.announce(say("The picture cannot be made here; save it as SVG."))), { class: "secondary" }));
  panel.append(controls, figure, files);

  const numbers = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  const all = columns.filter(({ kind }) => kind !== "none").map(({ name }) => name);

  function frame(): Promise<Frame> {
    return frameOf(told, { ...around, view: { ...others(around.view), ...viewOf(chart) } });
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
          choice("chart-colour", say("Colour"), [["", say("one for all")], ...named(all)], chart.colour, (colour) => change({ colour })),
        ]),
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
    const [one = ""] = numbers;
    if (wanted.type === "histogram")
      return { ...wanted, x: numbers.includes(wanted.x) ? wanted.x : wanted.y || one, y: "", colour: "" };
    const y = wanted.y || one;
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
    const made = drawing.points.length ? drawChart(drawing, shown, isTime, width, entriesOf(drawing, shown)) : null;
    drawn = made?.svg ?? null;
    const notes = notesOf(drawing, shown, columns, made?.areMoved ?? false);
    const mixture = mixtureOf(shown, columns, rows, figures);
    const bare = isBare(chart.y || chart.x, columns, rows)
      ? say("Numbers of claims: what each counts and how certain it is said to be is not drawn. Ask for ?qualifier, ?lower and ?upper as well.")
      : "";
    told = [`${titleOf(chart)}: ${countsOf(drawing)}.`, mixture, ...notes].filter(Boolean);
    caption.replaceChildren(told[0] ?? "", mixture && make("strong", {}, ` ${mixture}`),
      ["", ...notes, say("The table has the same."), bare].filter((words, at) => words || !at).join(" "));
    drawn?.setAttribute("aria-label", caption.textContent);
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

function readView(view: View, chosen: Chart, columns: readonly Column[], rows: readonly Solution[]): Chart {
  const has = (name: string | undefined) => columns.some((column) => column.name === name);
  if (!view.chart || !has(view.x)) return { ...chosen };
  const type = (["dots", "bars", "histogram"] as const).find((one) => one === view.chart) ?? "dots";
  const isBars = type === "bars" && !isUnique(rows, view.x ?? "");
  const number = chosen.y || chosen.x;
  return {
    type: isBars ? "dots" : type,
    x: view.x ?? "",
    y: type === "histogram" ? "" : has(view.y) ? (view.y ?? "") : number,
    colour: type !== "histogram" && has(view.colour) ? (view.colour ?? "") : "",
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
