// How much of the canvas is seen.

import {
  boundsOf, EntityElement, getContentFittingBox, Rect, type CanvasApi, type DataDiagramModel,
} from "@reactodia/workspace";

import { READABLE } from "./drawing";
import { middleOf } from "./viewing";

const MARGIN = 24;
/** What the buttons at the bottom of the canvas cover, in pixels of the screen. */
const FOOT = 40;
/** The scale of the canvas below which its words cannot be read. */
const LEAST_READABLE = 0.5;

/** Bring everything into view; where it would be too small to read, what is chosen instead. */
export async function fit(model: DataDiagramModel, canvas: CanvasApi, isReadable: boolean): Promise<void> {
  canvas.renderingState.syncUpdate();
  await new Promise(requestAnimationFrame); // only then the paper is as large as what is on it
  const box = getContentFittingBox(model.elements, model.links, canvas.renderingState);
  const { clientWidth, clientHeight } = canvas.metrics.area;
  const width = box.width + 2 * MARGIN;
  const scale = Math.min(clientWidth / width, (clientHeight - FOOT) / (box.height + 2 * MARGIN), 1);
  const height = box.height + 2 * MARGIN + FOOT / scale;
  const isLarge = scale >= LEAST_READABLE;
  if (isLarge || !isReadable)
    return canvas.zoomToFitRect({ x: box.x - MARGIN, y: box.y - MARGIN, width, height });
  const [chosen] = model.selection;
  const middle = chosen instanceof EntityElement ? chosen : model.elements[0];
  if (!middle) return;
  const { x, y } = Rect.center(boundsOf(middle, canvas.renderingState));
  const centre = {
    x: middleOf(x, [box.x - MARGIN, box.x + box.width + MARGIN], clientWidth / READABLE),
    y: middleOf(y, [box.y - MARGIN, box.y + box.height + MARGIN], clientHeight / READABLE),
  };
  await canvas.centerTo(centre, { scale: READABLE });
}

/** Whether what now stands beside the canvas hides things that were all seen. */
export function hidesSome(beside: HTMLElement): boolean {
  const [stage, panel] = [beside.parentElement, beside].map((one) => one?.getBoundingClientRect());
  if (!stage || !panel || panel.left <= stage.left) return false; // on a phone it is below
  const places = [...document.querySelectorAll(".stage [data-element-id]")].map((one) => one.getBoundingClientRect());
  return places.every(({ left, right }) => left >= stage.left && right <= stage.right)
    && places.some(({ right }) => right > panel.left);
}
