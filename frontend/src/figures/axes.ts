// The panels of the drawn plots: where each plots which time, and the stretch of months that is
// shown in all of them at once.

import { shape } from "../shared/elements";
import { DAY, meets, stretchOf, type Axis, type Period } from "./months";
import { marksIn, TIMELINE } from "./marks";

/** A panel that has an axis of time; lengths are units of its plot. */
export interface Panel {
  element: SVGGElement;
  axis: Axis;
  top: number;
  bottom: number;
}

/** The panels of a part of the page that have an axis of time. */
export function panelsIn(part: ParentNode): Panel[] {
  return [...part.querySelectorAll<SVGGElement>(`${TIMELINE} .panel[data-time]`)].map(read);
}

function read(element: SVGGElement): Panel {
  const [left = 0, top = 0, right = 0, bottom = 0] = (element.dataset.box ?? "").split(" ").map(Number);
  const days = (element.dataset.time ?? "").split(" ").map((day) => Date.parse(day) / DAY);
  const [firstDay = 0, lastDay = 1] = days;
  return { element, top, bottom, axis: { left, right, firstDay, lastDay } };
}

/** Shade a period in every panel.
 *  @param isTried whether it is only tried: then marks that it would leave out are faint */
export function shade(part: ParentNode, period: Period, isTried: boolean): void {
  for (const panel of panelsIn(part)) {
    const stretch = stretchOf(panel.axis, period);
    const old = panel.element.querySelector(".brush");
    if (!stretch) {
      old?.remove();
      continue;
    }
    const band = old ?? shape("rect");
    const size = { x: stretch.left, y: panel.top, width: stretch.right - stretch.left,
      height: panel.bottom - panel.top, class: isTried ? "brush tried" : "brush" };
    for (const [name, value] of Object.entries(size)) band.setAttribute(name, String(value));
    if (!old) panel.element.prepend(band);
  }
  for (const mark of marksIn(part))
    mark.classList.toggle("left-out", isTried && !meets(mark.getAttribute("data-when"), period));
}

/** Take the shade away. */
export function clearShade(part: ParentNode): void {
  for (const band of part.querySelectorAll(".panel > .brush")) band.remove();
  for (const mark of marksIn(part)) mark.classList.remove("left-out");
}
