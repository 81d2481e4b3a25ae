// What belongs together is seen together: the mark of a row, the marks of a producer.

import { hrefOf, marksIn, TIMELINE } from "./marks";

/** Show marks of what is pointed at, in the table or in the key, and of what has the focus there. */
export function highlightMarks(part: HTMLElement): void {
  for (const [enters, leaves] of [["pointerover", "pointerout"], ["focusin", "focusout"]] as const) {
    part.addEventListener(enters, (event) => light(part, event.target));
    part.addEventListener(leaves, () => light(part, null));
  }
}

function light(part: HTMLElement, target: EventTarget | null): void {
  const isLit = target instanceof Element ? testOf(target) : null;
  for (const plot of part.querySelectorAll(TIMELINE)) plot.classList.toggle("lit", isLit !== null);
  for (const mark of marksIn(part)) mark.classList.toggle("lit", isLit?.(mark) ?? false);
}

/** Which marks something stands for; null for what stands for none. */
function testOf(target: Element): ((mark: SVGAElement) => boolean) | null {
  const row = target.closest("tr");
  const by = target.closest(".choice")?.getAttribute("data-by") ??
    (row && target.closest("a")?.pathname.match(/\/agent\/([^/]+)$/)?.[1]);
  if (by) return (mark) => mark.getAttribute("data-by") === decodeURIComponent(by);
  const claim = row?.querySelector("a.figure")?.getAttribute("href");
  return claim ? (mark) => hrefOf(mark) === claim : null;
}
