// Where the words of lines stand: somewhere along their line, where they cover no card and no other
// words and, if that can be, no other line.

import type { Rect, Vector } from "@reactodia/workspace";

import { Grid } from "./grid";
import { at } from "./routes";

/** Words in one of the lengths in which they can be written. */
export interface Written {
  text: string;
  width: number;
}

export interface Line {
  id: string;
  /** By which lines are taken in the same order each time. */
  name: string;
  /** As of `routesAmong`. */
  points: readonly Vector[];
  /** The end where fewer lines meet: there is room for words. */
  quiet: "source" | "target";
  /** From the longest to the shortest. */
  words: readonly Written[];
}

export interface Label extends Vector {
  text: string;
}

/** Of words on the canvas. */
export const HEIGHT = 15;
/** Between words, and between words and a card. */
const APART = 2;
/** Places along a piece of a line, from its quiet end: the first is where lines have parted. The
 *  first piece is tried at all of them, the others at the first few. */
const ALONG = [0.38, 0.5, 0.26, 0.62, 0.74, 0.44, 0.32, 0.56, 0.2, 0.68, 0.8];
const FEW = 5;
const MOST_PIECES = 7;
/** So many places are looked at in one drawing, however many lines there are. */
const MOST_CHECKS = 9000;
/** By this part of their width and height words may stand beside the middle of their line, and still
 *  are on it. */
const ASIDE = 0.42;
/** That a place is the next in order counts as much as that it covers this part of another line. */
const WORTH = 0.12;
const SAMPLES = 4;

/** The place of the words of each line by its id. Whose words have no room, not even shortened, has
 *  none. */
export function labelsAmong(lines: readonly Line[], cards: Iterable<Rect>): Map<string, Label> {
  const taken = new Grid<Rect>();
  for (const card of cards) taken.add(card, card);
  const passed = new Grid<string>();
  for (const { id, points } of lines) for (const stretch of stretches(points)) passed.add(stretch, id);
  const labels = new Map<string, Label>();
  const places = new Map(lines.map((line) => [line, placesOf(line)]));
  const checks = { left: MOST_CHECKS };
  // What has fewest places comes first, the others find another one.
  const order = [...lines].sort((a, b) =>
    (places.get(a)?.length ?? 0) - (places.get(b)?.length ?? 0) || (a.name < b.name ? -1 : 1));
  for (const line of order) {
    const found = placed(line, places.get(line) ?? [], taken, passed, checks);
    if (!found) continue;
    labels.set(line.id, found.label);
    taken.add(found.box, found.box);
  }
  return labels;
}

function placed(
  line: Line,
  places: readonly Vector[],
  taken: Grid<Rect>,
  passed: Grid<string>,
  checks: { left: number },
): { label: Label; box: Rect } | undefined {
  for (const { text, width } of line.words) {
    let best: Rect | undefined;
    let least = Infinity;
    for (const [index, place] of places.entries()) {
      if (index * WORTH >= least || checks.left-- <= 0) break;
      const box = free(boxAround(place, width), taken);
      if (!box) continue;
      const others = passed.meeting(box, least + 1);
      const cost = others.size - 1 + index * WORTH; // one is the line itself
      if (cost < least) [best, least] = [box, cost];
    }
    if (best) {
      const { x, y } = { x: best.x + best.width / 2, y: best.y + best.height / 2 };
      return { label: { x, y, text }, box: best };
    }
  }
  return undefined;
}

/** The box itself, or a little beside, where nothing stands. */
function free(box: Rect, taken: Grid<Rect>): Rect | undefined {
  const [first, ...more] = taken.meeting(box, 2);
  if (!first) return box;
  if (more.length) return undefined;
  const ways = [
    { x: first.x - box.x - box.width, y: 0 }, { x: first.x + first.width - box.x, y: 0 },
    { x: 0, y: first.y - box.y - box.height }, { x: 0, y: first.y + first.height - box.y },
  ];
  return ways
    .filter(({ x, y }) => Math.abs(x) <= box.width * ASIDE && Math.abs(y) <= box.height * ASIDE)
    .sort((a, b) => Math.abs(a.x) + Math.abs(a.y) - Math.abs(b.x) - Math.abs(b.y))
    .map((way): Rect => ({ ...box, x: box.x + way.x, y: box.y + way.y }))
    .find((aside) => !taken.meeting(aside, 1).size);
}

function boxAround({ x, y }: Vector, width: number): Rect {
  const [wide, high] = [width + APART, HEIGHT + APART];
  return { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
}

/** Places along a line: on the piece at its quiet end, at the other end, and on those between. */
function placesOf({ points, quiet }: Line): Vector[] {
  const pieces = piecesOf(quiet === "source" ? points : points.toReversed());
  const ordered = [...pieces.slice(0, 1), ...pieces.slice(1).reverse()].slice(0, MOST_PIECES);
  return ordered.flatMap((piece, index) => ALONG.slice(0, index ? FEW : ALONG.length).map((part) => at(piece, part)));
}

function piecesOf(points: readonly Vector[]): Vector[][] {
  return Array.from({ length: Math.floor((points.length - 1) / 3) }, (_, index) => points.slice(index * 3, index * 3 + 4));
}

/** A line as boxes around short stretches of it. */
function stretches(points: readonly Vector[]): Rect[] {
  return piecesOf(points).flatMap((piece) => {
    const count = piece[0]?.y === piece[3]?.y ? 1 : SAMPLES;
    let from = at(piece, 0);
    return Array.from({ length: count }, (_, index): Rect => {
      const to = at(piece, (index + 1) / count);
      const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
      const box = { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
      from = to;
      return box;
    });
  });
}
