// Elements of a page. Texts are always set as text: what comes from the graph is never HTML.

type Attributes = Record<string, string | number | boolean | null | undefined>;
export type Child = Node | string | null | undefined;

const MOST_ABOVE = 0.6; // of the window, above an element that is seen well enough

/** Make an element; attributes that are null, undefined or false are left out, true is empty. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The namespace of drawings. */
export const SVG = "http://www.w3.org/2000/svg";

/** Make an element of a drawing (SVG). */
export function shape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** A button that does something. */
export function button(words: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

/** The one element that a selector finds.
 *  @throws Error if there is none: the template and the script do not belong together */
export function find<Found extends Element = HTMLElement>(selector: string, within: ParentNode = document): Found {
  const found = within.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Scroll to an element of which little is seen, at once for who wants less motion. */
export function bringIntoView(element: HTMLElement): void {
  const isSeen = element.getBoundingClientRect().top < innerHeight * MOST_ABOVE;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  if (!isSeen) element.scrollIntoView({ block: "start", behavior });
}
