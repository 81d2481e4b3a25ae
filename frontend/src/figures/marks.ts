// The marks of drawn plots: links whose places and times the server has written beside them. One of
// each panel can be reached by Tab; arrow keys lead from it to the others.

import { neighbour, type Place } from "./neighbours";

export const TIMELINE = "svg.timeline";
export type Mark = SVGAElement;

/** The mark that an event has to do with, if any. */
export function markOf(target: EventTarget | null): Mark | null {
  return target instanceof Element ? target.closest<Mark>(`${TIMELINE} a.mark`) : null;
}

/** The marks in a part of the page, in the order of the plot. */
export function marksIn(part: ParentNode): Mark[] {
  return [...part.querySelectorAll<Mark>(`${TIMELINE} a.mark, .panel > a.mark`)];
}

/** The address of a mark's claim, as the links of the page have it. */
export function hrefOf(mark: Mark): string {
  return mark.getAttribute("href") ?? "";
}

/** The id of a mark's claim. */
export function claimIdOf(mark: Mark): string {
  return decodeURIComponent(hrefOf(mark).split("/claim/")[1] ?? "");
}

/** Leave one mark of each panel within reach of Tab. */
export function takeTabStops(part: ParentNode): void {
  for (const panel of part.querySelectorAll(`${TIMELINE} .panel`))
    marksIn(panel).forEach((mark, index) => mark.setAttribute("tabindex", index ? "-1" : "0"));
}

/** Let a key lead from a mark to another one.
 *  @returns whether it does */
export function moveBy(key: string, mark: Mark): boolean {
  const marks = marksBeside(mark);
  const found = neighbour(marks.map(placeOf), marks.indexOf(mark), key);
  if (found === null) return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(key);
  focusOn(marks[found] ?? mark);
  return true;
}

/** Focus a mark, which becomes the one of its panel that Tab leads to. */
export function focusOn(mark: Mark): void {
  for (const other of marksBeside(mark)) other.setAttribute("tabindex", other === mark ? "0" : "-1");
  mark.focus();
}

/** The marks of the same panel. */
function marksBeside(mark: Mark): Mark[] {
  const panel = mark.closest(".panel");
  return panel ? marksIn(panel) : [];
}

function placeOf(mark: Mark): Place {
  const [x = 0, y = 0] = (mark.getAttribute("transform")?.match(/-?[\d.]+/g) ?? []).map(Number);
  return { x, y };
}

/** The mark of a claim in the plot that is seen now. */
export function seenMarkOf(href: string): Mark | null {
  const found = document.querySelectorAll<Mark>(`${TIMELINE} a.mark[href="${CSS.escape(href)}"]`);
  return [...found].find((mark) => mark.getClientRects().length > 0) ?? null;
}
