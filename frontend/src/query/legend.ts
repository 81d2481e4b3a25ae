// A legend above a chart, in the same SVG, so that what is saved has it too.

import { shape } from "../shared/elements";

const LINE = 22;
/** Pixels of a character of a name, on an average. */
export const CHARACTER_WIDTH = 6.6;
const GAP = 38;
const START = 18;
const TURNED = 8; // pixels that a mark on its side takes more

/** What a mark or a colour means. */
export interface LegendEntry {
  words: string;
  colour: string;
  /** Draws the mark around a point. */
  draw: (x: number, y: number) => SVGElement;
}

/** A chart with its legend above.
 *  @param isTurned whether numbers go to the right, and marks lie on their side */
export function legend(
  plot: SVGSVGElement,
  entries: readonly LegendEntry[],
  width: number,
  isTurned: boolean,
): SVGSVGElement {
  plot.setAttribute("role", "group");
  if (!entries.length) return plot;
  const group = shape("g");
  const beside = 12 + (isTurned ? TURNED : 0);
  let [x, y] = [START, LINE];
  for (const { words, colour, draw } of entries) {
    const length = beside + GAP - 12 + words.length * CHARACTER_WIDTH;
    if (x > START && x + length > width) [x, y] = [START, y + LINE];
    const mark = shape("g", { color: colour }, draw(x, y - 4));
    if (isTurned) mark.setAttribute("transform", `rotate(90 ${x} ${y - 4})`);
    group.append(mark, shape("text", { x: x + beside, y, fill: "var(--ink)", "font-size": 12 }, words));
    x += length;
  }
  const top = y + 14;
  const height = Number(plot.getAttribute("height")) + top;
  const outer = shape("svg", {
    width, height, role: "group", viewBox: `0 0 ${width} ${height}`,
    style: plot.getAttribute("style") ?? "", class: plot.getAttribute("class") ?? "",
  });
  plot.removeAttribute("role");
  plot.setAttribute("y", String(top));
  outer.append(group, plot);
  return outer;
}
