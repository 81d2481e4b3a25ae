// The uncertainty glyph in a chart, drawn as kg.plot draws it: a number looks as certain as it is
// said to be.

import { shape } from "../shared/elements";

/** What a number is said to be. */
export type Glyph = "exactly" | "about" | "above" | "below" | "range";

const BY_QUALIFIER: Record<string, Glyph> = {
  exactly: "exactly",
  about: "about",
  "at-least": "above",
  "more-than": "above",
  "up-to": "below",
  "fewer-than": "below",
  almost: "below",
  range: "range",
};
const RADIUS = 4.5;
const ARROW = 14;

/** What a number is said to be.
 *  @param qualifier its IRI or name, "" where there is none
 *  @param lower lower bound; null if none is known
 *  @param upper upper bound; null if none is known */
export function glyphOf(qualifier: string, lower: number | null, upper: number | null): Glyph {
  const name = qualifier.split(/[/#]/).pop() ?? "";
  const known = BY_QUALIFIER[name];
  if (known) return known;
  if (lower !== null && upper !== null) return lower === upper ? "exactly" : "range";
  if (lower !== null) return "above";
  return upper === null ? "exactly" : "below";
}

/** Draw a glyph.
 *  @param top where a range reaches up to
 *  @param bottom where it reaches down to */
export function drawGlyph(glyph: Glyph, x: number, y: number, top: number, bottom: number): SVGGElement {
  const group = shape("g", { class: `glyph-${glyph}`, stroke: "currentColor", "stroke-width": 1.6 });
  if (glyph === "range") {
    const isFlat = bottom - top < 6;
    const from = isFlat ? (top + bottom) / 2 - 3 : top;
    const height = isFlat ? 6 : bottom - top;
    group.append(shape("rect", { x: x - 3, y: from, width: 6, height, rx: 1, fill: "currentColor" }));
    return group;
  }
  const isOpen = glyph === "above" || glyph === "below";
  const radius = isOpen ? RADIUS - 1.2 : RADIUS;
  group.append(
    shape("circle", {
      cx: x, cy: y, r: radius,
      fill: glyph === "exactly" ? "currentColor" : "var(--field)",
      ...(glyph === "about" ? { "stroke-dasharray": "2.6 2.6" } : {}),
    }),
  );
  if (isOpen) {
    const way = glyph === "above" ? -1 : 1;
    const tip = y + way * ARROW;
    const barb = tip - way * 4;
    const d = `M${x} ${y + way * radius}V${tip}M${x - 3.2} ${barb}L${x} ${tip}L${x + 3.2} ${barb}`;
    group.append(shape("path", { d, fill: "none" }));
  }
  return group;
}
