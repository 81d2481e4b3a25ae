// A chart as a file of its own: colours that the page gives it are written into it, and what it
// shows and where it is from stand above and below, with the address of the query that made it.

import { shape, SVG } from "../shared/elements";
import { picture, save, sourceLines } from "../shared/saving";
import { pageAddress } from "../shared/addresses";
import { CHARACTER_WIDTH } from "./legend";
import { linesOf } from "./line_breaks";
import { addressOf, type View } from "./permalink";
import { asked, readQuestions } from "./questions";

/** In which Plot writes links of bars. */
const XLINK = "http://www.w3.org/1999/xlink";
const VARIABLE = /var\((--[\w-]+)\)/g;
const LEFT = 12;
const TITLE = { size: 15, line: 21, character: 8 };
const SMALL = { size: 12, line: 17, character: CHARACTER_WIDTH };
const ADDRESS = { ...SMALL, character: 7.6 }; // has many capitals and digits
const GAP = 10;
const MOST_ADDRESS = 2; // lines

/** What is written around a chart. */
export interface Frame {
  title: string;
  /** What is drawn, and what has to be known of it. */
  told: string;
  release: string;
  /** Where the query can be seen and run again. */
  address: string;
}

/** Whose result a chart is of. */
interface Origin {
  query: string;
  parameters: [string, string][];
  view: View;
  release: string;
}

/** What is written around a chart of a result: a stored question is its title, and else its columns.
 *  @param told sentences on the chart, the first of them its columns */
export async function frameOf(told: readonly string[], { query, parameters, view, release }: Origin): Promise<Frame> {
  const question = await readQuestions().then((questions) => asked(questions, query), () => null);
  const path = await addressOf(pageAddress("/sparql"), query, view, parameters);
  const [columns = "", ...rest] = told;
  const title = question?.title ?? columns.split(": ")[0] ?? "";
  const said = question ? told : [columns.slice(title.length + 2), ...rest];
  return {
    title,
    told: said.join(" "),
    release,
    address: new URL(question ? pageAddress(`/questions/${question.slug}`) : path, location.origin).href,
  };
}

/** Save a chart as SVG. */
export function saveSvg(chart: SVGSVGElement, frame: Frame): void {
  const { text } = standalone(chart, frame);
  save("refusals.svg", new Blob([text], { type: "image/svg+xml" }));
}

/** Save a chart as PNG.
 *  @throws Error if the browser cannot draw it */
export async function savePng(chart: SVGSVGElement, frame: Frame): Promise<void> {
  const { text, width, height } = standalone(chart, frame);
  save("refusals.png", await picture(text, width, height));
}

/** The text of a chart that needs nothing of the page, and its size in pixels. */
function standalone(
  chart: SVGSVGElement,
  { title, told, release, address }: Frame,
): { text: string; width: number; height: number } {
  const width = Number(chart.getAttribute("width"));
  const copy = chart.cloneNode(true) as SVGSVGElement;
  for (const link of copy.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? link.getAttributeNS(XLINK, "href") ?? "";
    link.removeAttributeNS(XLINK, "href");
    link.setAttribute("href", new URL(address, location.origin).href);
  }
  const whole = shape("svg", { xmlns: SVG, width, "font-family": "sans-serif" });
  whole.append(shape("rect", { width: "100%", height: "100%", fill: "var(--paper)" }));
  let y = GAP;
  const write = (words: string, { size, line, character }: typeof SMALL, attributes = {}, parent: Element = whole) => {
    for (const part of linesOf(words, Math.floor((width - 2 * LEFT) / character))) {
      y += line;
      parent.append(shape("text", { x: LEFT, y, "font-size": size, ...attributes }, part));
    }
  };
  write(title, TITLE, { "font-weight": 600, fill: "var(--ink)" });
  write(told, SMALL, { fill: "var(--quiet)" });
  y += GAP;
  copy.setAttribute("y", String(y));
  whole.append(copy);
  y += Number(chart.getAttribute("height"));
  for (const line of sourceLines(release)) write(line, SMALL, { fill: "var(--quiet)" });
  const link = shape("a", { href: address });
  whole.append(link);
  const most = MOST_ADDRESS * Math.floor((width - 2 * LEFT) / ADDRESS.character);
  write(address.length > most ? `${address.slice(0, most - 1)}…` : address, ADDRESS, { fill: "var(--quiet)" }, link);
  const height = y + GAP + 4;
  whole.setAttribute("height", String(height));
  whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const style = getComputedStyle(document.documentElement);
  const text = new XMLSerializer().serializeToString(whole)
    .replace(VARIABLE, (_, name: string) => style.getPropertyValue(name).trim().replaceAll('"', "'"));
  return { text, width, height };
}
