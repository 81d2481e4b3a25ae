// A chart as a file of its own: colours that the page gives it are written into it.

import { save } from "./saving";

const SVG = "http://www.w3.org/2000/svg";
const SHARPNESS = 2; // pixels of the picture for one of the page
const VARIABLE = /var\((--[\w-]+)\)/g;

/** Save a chart as SVG. */
export function saveSvg(chart: SVGSVGElement, name: string): void {
  save(new Blob([standalone(chart)], { type: "image/svg+xml" }), name);
}

/** Save a chart as PNG.
 *  @throws Error if the browser cannot draw it */
export async function savePng(chart: SVGSVGElement, name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([standalone(chart)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = chart.width.baseVal.value * SHARPNESS;
    canvas.height = chart.height.baseVal.value * SHARPNESS;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("the picture cannot be made");
    save(blob, name);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The text of a chart that needs nothing of the page. */
export function standalone(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(document.documentElement);
  const background = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "var(--paper)" }))
    background.setAttribute(name, value);
  copy.prepend(background);
  copy.setAttribute("xmlns", SVG);
  const text = new XMLSerializer().serializeToString(copy);
  return text.replace(VARIABLE, (_, name: string) => style.getPropertyValue(name).trim().replaceAll('"', "'"));
}
