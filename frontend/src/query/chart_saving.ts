// A chart as a file of its own: colours that the page gives it are written into it, and what it
// shows and where it is from stand above and below.

import { shape, SVG } from "../shared/elements";
import { picture, save, sourceLines } from "../shared/saving";

const VARIABLE = /var\((--[\w-]+)\)/g;
const HEAD = 30; // of the title
const FOOT = 52; // of the lines below
const LEFT = 12;

/** What is written around a chart. */
export interface Frame {
  title: string;
  release: string;
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
  { title, release }: Frame,
): { text: string; width: number; height: number } {
  const width = Number(chart.getAttribute("width"));
  const inner = Number(chart.getAttribute("height"));
  const height = HEAD + inner + FOOT;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("y", String(HEAD));
  const [from, standing] = sourceLines(release);
  const small = { x: LEFT, "font-size": 12, fill: "var(--quiet)" };
  const whole = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "sans-serif" });
  whole.append(
    shape("rect", { width: "100%", height: "100%", fill: "var(--paper)" }),
    shape("text", { x: LEFT, y: 20, "font-size": 14, "font-weight": 600, fill: "var(--ink)" }, title),
    copy,
    shape("text", { ...small, y: height - 30 }, from),
    shape("text", { ...small, y: height - 12 }, standing),
  );
  const style = getComputedStyle(document.documentElement);
  const text = new XMLSerializer().serializeToString(whole)
    .replace(VARIABLE, (_, name: string) => style.getPropertyValue(name).trim().replaceAll('"', "'"));
  return { text, width, height };
}
