// Pictures of a view, as it is on the screen. Each says where it is from, and that what it shows is
// claimed, not established.

import { shape } from "../shared/elements";
import { picture, save, sourceLines } from "../shared/saving";
import type { Explorer } from "./explorer";
import { marked } from "./looks";

const PADDING = { x: 40, y: 40 };
const FOOT = 76;
const LINE = 20;
const LONGEST_ADDRESS = 76; // characters of it that are written
const DRAWN = ".drawing :is([data-element-id], [data-link-id], .reactodia-link-label, marker)";

/** Save the view as SVG. */
export async function drawingFile(explorer: Explorer, release: string): Promise<void> {
  const drawn = new XMLSerializer().serializeToString((await draw(explorer, release)).svg);
  save("refusals-view.svg", new Blob([drawn], { type: "image/svg+xml" }));
}

/** Save the view as PNG, twice as fine as on the screen where that is not too large. */
export async function pictureFile(explorer: Explorer, release: string): Promise<void> {
  const { svg, width, height } = await draw(explorer, release);
  save("refusals-view.png", await picture(new XMLSerializer().serializeToString(svg), width, height));
}

async function draw(explorer: Explorer, release: string): Promise<{ svg: Element; width: number; height: number }> {
  const { svg, rules } = await copied(explorer);
  for (const sheet of svg.querySelectorAll("style")) sheet.remove();
  const [x = 0, y = 0, width = 0, boxHeight = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const wide = Math.max(width, 640);
  const height = boxHeight + FOOT;
  svg.setAttribute("viewBox", `${x} ${y} ${wide} ${height}`);
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(height));
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const paper = shape("rect", { x, y, width: wide, height, fill: colour("--paper") });
  svg.prepend(shape("style", {}, rules), paper);
  const line = { x: x + PADDING.x, "font-family": "sans-serif", "font-size": 13, fill: colour("--ink") };
  const [from, standing] = sourceLines(release);
  const address = shape("a", { href: location.href }, shortAddress(location.href));
  [from, address, standing].forEach((words, index) =>
    svg.append(shape("text", { ...line, y: y + boxHeight + LINE * (index + 0.5) }, words)));
  return { svg, width: wide, height };
}

/** The drawing by itself, and how each part of it looks. */
async function copied({ canvas }: Explorer): Promise<{ svg: Element; rules: string }> {
  const { rules, unmark } = marked(document.querySelectorAll(`${DRAWN}, ${DRAWN} *`));
  const drawing = canvas.exportSvg({ contentPadding: PADDING, removeByCssSelectors: ["[data-reactodia-no-export]"] });
  unmark(); // it has been copied, with its marks
  const svg = new DOMParser().parseFromString(await drawing, "image/svg+xml").documentElement;
  return { svg, rules };
}

/** As much of an address as finds room: a view can be longer than a line. */
export function shortAddress(address: string): string {
  const read = address.replace(/^https?:\/\//, "").replace(/%3A/gi, ":").replace(/%2F/gi, "/");
  return read.length > LONGEST_ADDRESS ? `${read.slice(0, LONGEST_ADDRESS)}…` : read;
}
