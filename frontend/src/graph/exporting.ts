// Pictures of a view. Each says where it is from, and that what it shows is claimed, not established.

import { shape } from "../shared/elements";
import { picture, save, sourceLines } from "../shared/saving";
import type { Explorer } from "./explorer";

const PADDING = { x: 40, y: 40 };
const FOOT = 56;

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
  const text = await explorer.canvas.exportSvg({
    contentPadding: PADDING,
    removeByCssSelectors: ["[data-reactodia-no-export]"],
  });
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [x = 0, y = 0, width = 0, boxHeight = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const wide = Math.max(width, 640);
  const height = boxHeight + FOOT;
  svg.setAttribute("viewBox", `${x} ${y} ${wide} ${height}`);
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(height));
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const paper = shape("rect", { x, y, width: wide, height, fill: colour("--paper") });
  svg.querySelector("defs")?.after(paper);
  const [from, standing] = sourceLines(release);
  const line = { x: x + PADDING.x, "font-family": "sans-serif", "font-size": 13, fill: colour("--ink") };
  svg.append(shape("text", { ...line, y: y + height - 34 }, from));
  svg.append(shape("text", { ...line, y: y + height - 14 }, standing));
  return { svg, width: wide, height };
}
