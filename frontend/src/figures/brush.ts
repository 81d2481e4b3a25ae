// A period is chosen by dragging over a panel: whole months, shaded in all panels meanwhile.

import { panelsIn, type Panel } from "./axes";
import { periodBetween, type Period } from "./months";
import { TIMELINE } from "./marks";

const LEAST = 5; // pixels; a shorter way is a click
const BESIDE = 12; // units beside an axis that belong to it

interface Drag {
  plot: SVGSVGElement;
  panel: Panel;
  from: number;
  x: number;
  period: Period | null;
}

/** What is told of a period while it is chosen; null where nothing is chosen in the end. */
export interface Brushing {
  part: HTMLElement;
  onTry: (period: Period | null) => void;
  onChoose: (period: Period) => void;
}

/** Let periods be chosen in the plots of a part of the page, whatever plots it has later. */
export function brush({ part, onTry, onChoose }: Brushing): void {
  let drag: Drag | null = null;

  part.addEventListener("pointerdown", (event) => {
    drag = event.button === 0 && event.isPrimary ? begin(event) : null;
  });
  part.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.period && Math.abs(event.clientX - drag.x) < LEAST)) return;
    if (!drag.period) drag.plot.setPointerCapture(event.pointerId);
    drag.period = periodBetween(drag.panel.axis, drag.from, pointIn(drag.plot, event).x);
    onTry(drag.period);
  });
  part.addEventListener("pointerup", () => {
    const period = drag?.period;
    drag = null;
    if (!period) return;
    // The click that ends the drag leads nowhere.
    part.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => part.removeEventListener("click", stop, { capture: true }));
    onChoose(period);
  });
  const cancel = () => {
    if (drag?.period) onTry(null);
    drag = null;
  };
  part.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
  });
  part.addEventListener("dragstart", (event) => {
    if (plotOf(event.target)) event.preventDefault(); // of a mark, which is a link
  });
}

function begin(event: PointerEvent): Drag | null {
  const plot = plotOf(event.target);
  if (!plot) return null;
  const { x, y } = pointIn(plot, event);
  const panel = panelsIn(plot.parentNode ?? plot).find(({ axis, top, bottom }) =>
    y >= top && y <= bottom && x >= axis.left - BESIDE && x <= axis.right + BESIDE);
  return panel ? { plot, panel, from: x, x: event.clientX, period: null } : null;
}

function plotOf(target: EventTarget | null): SVGSVGElement | null {
  return target instanceof Element ? target.closest<SVGSVGElement>(TIMELINE) : null;
}

/** The place of a pointer in the units of a plot. */
function pointIn(plot: SVGSVGElement, event: PointerEvent): DOMPoint {
  const place = new DOMPoint(event.clientX, event.clientY);
  return place.matrixTransform(plot.getScreenCTM()?.inverse());
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
