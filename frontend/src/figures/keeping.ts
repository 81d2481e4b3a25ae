// When parts of a page are replaced, what the reader has opened and where he is stays as it was.

const CHOSEN = /^✓\s*/;

/** Keep open what was open. */
export function keepOpen(old: Element, fresh: Element): void {
  const before = new Map([...old.querySelectorAll("details")].map((one) => [nameOf(one), one]));
  for (const one of fresh.querySelectorAll("details")) {
    const same = before.get(nameOf(one));
    if (same) one.open = same.open;
  }
}

/** The element that is the same as one of the page before: by its id, or what it leads to, or its
 *  words and what it stands in. */
export function sameIn(fresh: Element, old: Element): HTMLElement | SVGElement | null {
  const all = fresh.querySelectorAll<HTMLElement | SVGElement>(old.tagName);
  const wanted = keyOf(old);
  return [...all].find((one) => keyOf(one) === wanted && isShown(one)) ?? null;
}

function isShown(element: Element): boolean {
  return !element.isConnected || element.getClientRects().length > 0;
}

/** By this an element is told apart from others, whatever is chosen. */
export function keyOf(element: Element): string {
  if (element.id) return `#${element.id}`;
  if (element.matches("a.mark")) return element.getAttribute("href") ?? "";
  const within = element.closest("details, .chosen, .exports, .figures, svg");
  const where = within?.tagName === "DETAILS" ? nameOf(within) : (within?.classList[0] ?? "");
  const visible = element.querySelector("text")?.textContent ?? element.textContent;
  return [where, element.tagName, visible.trim().replace(CHOSEN, "")].join("|");
}

/** What a part that opens is called, without the number in it. */
function nameOf(details: Element): string {
  return details.querySelector("summary")?.firstChild?.textContent?.trim() ?? "";
}
