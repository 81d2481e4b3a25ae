// How things look on the screen, as rules of a style sheet that hold wherever they stand: in a picture,
// neither the sheets of the page apply nor what is around it.

/** What may differ between two cards; heights are left out, so that words in another font have room. */
const PROPERTIES = `
  display position left top width min-width max-width box-sizing transform visibility opacity z-index float
  margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left
  border-top-width border-right-width border-bottom-width border-left-width
  border-top-style border-right-style border-bottom-style border-left-style
  border-top-color border-right-color border-bottom-color border-left-color
  border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius
  outline-width outline-style outline-color outline-offset box-shadow background-color color
  font-family font-size font-weight font-style font-variant-numeric line-height letter-spacing
  text-align text-decoration-line text-transform text-indent vertical-align white-space overflow-wrap
  overflow-x overflow-y text-overflow clip-path list-style-type
  flex-direction flex-wrap flex-grow flex-shrink flex-basis align-items align-content justify-content align-self
  column-gap row-gap -webkit-box-orient -webkit-line-clamp
`.trim().split(/\s+/);
/** What else may differ in drawings. */
const DRAWN = `
  height fill fill-opacity stroke stroke-width stroke-dasharray stroke-opacity stroke-linecap stroke-linejoin overflow
`.trim().split(/\s+/);
const MARK = "data-look";

/** Mark elements by how they look now, until they are unmarked.
 *  @returns rules for the marks */
export function marked(elements: Iterable<Element>): { rules: string; unmark: () => void } {
  const looks = new Map<string, number>();
  const all = [...elements];
  for (const element of all) {
    const look = lookOf(element);
    const number = looks.get(look) ?? looks.size;
    looks.set(look, number);
    element.setAttribute(MARK, String(number));
  }
  return {
    rules: [...looks].map(([look, number]) => `[${MARK}="${number}"]{${look}}`).join("\n"),
    unmark: () => all.forEach((element) => element.removeAttribute(MARK)),
  };
}

function lookOf(element: Element): string {
  const style = getComputedStyle(element);
  const names = element instanceof SVGElement ? [...PROPERTIES, ...DRAWN] : PROPERTIES;
  const look = names.map((name) => `${name}:${style.getPropertyValue(name)}`).filter((each) => !each.endsWith(":"));
  // What is cut after some lines is told to be something else than what has to be written for it.
  if (!["", "none"].includes(style.getPropertyValue("-webkit-line-clamp"))) look.push("display:-webkit-box");
  return look.join(";");
}
