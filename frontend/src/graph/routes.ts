// How lines run: out of the side of a card that faces the other end, smoothly, and through the gaps
// between the cards that stand in their way.

import type { Rect, Vector } from "@reactodia/workspace";

/** Between a line and the cards that it passes. */
const ROOM = 6;
/** A line is straight so far before and after the card that it passes. */
const STRAIGHT = 14;
/** Between the ends of two lines at one side of a card. */
const BETWEEN_ENDS = 14;
const SAMPLES = 12;
/** A line goes around so many cards. One with more turns is read by nobody, and hundreds of such
 *  lines would keep the page for seconds. */
const MOST_PASSED = 16;
/** Cards nearer to each other than this have lines from top to bottom. */
const LEAST_GAP = 24;

interface Ends {
  id: string;
  sourceId: string;
  targetId: string;
}

/** One end of a line: where it is, and which way the line leaves it. */
interface Port {
  link: string;
  box: Rect;
  other: Rect;
  side: "left" | "right" | "top" | "bottom";
}

/** The points of the path of each link between two different boxes: an end, then for each piece two
 *  control points and its end (SVG 2, cubic Bézier commands). */
export function routesAmong(boxes: ReadonlyMap<string, Rect>, links: readonly Ends[]): Map<string, Vector[]> {
  const ports: [Port, Port][] = [];
  for (const { id, sourceId, targetId } of links) {
    const [source, target] = [boxes.get(sourceId), boxes.get(targetId)];
    if (source && target && source !== target) ports.push(facing(id, source, target));
  }
  const places = spread(ports.flat());
  const across = [...boxes.values()].sort((a, b) => a.x - b.x);
  const down = [...across].sort((a, b) => a.y - b.y);
  return new Map(ports.map(([from, to]) => {
    const [start, end] = [places.get(from), places.get(to)];
    if (!start || !end) return [from.link, []];
    const isAcross = from.side === "left" || from.side === "right";
    const others = (isAcross ? across : down).filter((box) => box !== from.box && box !== to.box);
    return [from.link, curve(start, end, others, isAcross)];
  }));
}

/** The path as SVG writes it. */
export function pathOf(points: readonly Vector[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : index % 3 === 1 ? "C" : ""}${x} ${y}`).join(" ");
}

/** The sides by which two boxes look at each other. */
function facing(link: string, source: Rect, target: Rect): [Port, Port] {
  const across = gap(source.x, source.width, target.x, target.width);
  const down = gap(source.y, source.height, target.y, target.height);
  const isAcross = across >= LEAST_GAP || across >= down;
  const isFirst = isAcross ? middle(source).x < middle(target).x : middle(source).y < middle(target).y;
  const [near, far] = isAcross ? (["right", "left"] as const) : (["bottom", "top"] as const);
  return [
    { link, box: source, other: target, side: isFirst ? near : far },
    { link, box: target, other: source, side: isFirst ? far : near },
  ];
}

/** Where lines end: side by side in the order of what they lead to, so that they do not cross. */
function spread(ports: readonly Port[]): Map<Port, Vector> {
  const sides = new Map<Rect, Map<string, Port[]>>();
  for (const port of ports) {
    const own = sides.get(port.box) ?? new Map<string, Port[]>();
    sides.set(port.box, own.set(port.side, [...(own.get(port.side) ?? []), port]));
  }
  const places = new Map<Port, Vector>();
  for (const [box, own] of sides) {
    for (const [side, all] of own) {
      const isUpright = side === "left" || side === "right";
      const order = (port: Port) => (isUpright ? middle(port.other).y : middle(port.other).x);
      const sorted = [...all].sort((a, b) => order(a) - order(b) || (a.link < b.link ? -1 : 1));
      const room = (isUpright ? box.height : box.width) - 2 * ROOM;
      const step = Math.min(BETWEEN_ENDS, room / Math.max(sorted.length - 1, 1));
      const { x, y } = middle(box);
      sorted.forEach((port, index) => {
        const shift = (index - (sorted.length - 1) / 2) * step;
        places.set(port, isUpright
          ? { x: side === "left" ? box.x : box.x + box.width, y: y + shift }
          : { x: x + shift, y: side === "top" ? box.y : box.y + box.height });
      });
    }
  }
  return places;
}

/** @param boxes that stand in the way, in their order along it */
function curve(start: Vector, end: Vector, boxes: readonly Rect[], isAcross: boolean): Vector[] {
  if (!isAcross) return curve(turned(start), turned(end), boxes.map(turnedBox), true).map(turned);
  if (start.x > end.x) return curve(end, start, boxes, true).reverse();
  return [start, ...onwards(start, end, boxes, { left: MOST_PASSED })];
}

/** The points after the first of a path from left to right.
 *  @param turns how many more cards it may go around */
function onwards(from: Vector, to: Vector, boxes: readonly Rect[], turns: { left: number }): Vector[] {
  const hit = turns.left > 0 ? firstHit(pieceOf(from, to), boxes) : undefined;
  const [left, right] = hit ? [hit.x - STRAIGHT, hit.x + hit.width + STRAIGHT] : [0, 0];
  if (!hit || left < from.x || right > to.x) return pieceOf(from, to).slice(1);
  turns.left -= 1;
  const part = (hit.x + hit.width / 2 - from.x) / (to.x - from.x);
  const y = nearestFree(from.y + (to.y - from.y) * part, hit, boxes);
  const [before, after] = [{ x: left, y }, { x: right, y }];
  return [
    ...onwards(from, before, boxes, turns), ...pieceOf(before, after).slice(1), ...onwards(after, to, boxes, turns),
  ];
}

/** A smooth piece from left to right: an end, two control points, the other end. */
function pieceOf(from: Vector, to: Vector): Vector[] {
  const x = (from.x + to.x) / 2;
  return [from, { x, y: from.y }, { x, y: to.y }, to];
}

/** The first box from the left that a piece crosses.
 *  @param boxes from the left */
function firstHit(piece: readonly Vector[], boxes: readonly Rect[]): Rect | undefined {
  const [start, end] = [piece[0], piece[3]];
  if (!start || !end) return undefined;
  // It rises or falls all the way, so that its ends are its highest and its lowest place.
  const [low, high] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
  let samples: Vector[] | undefined;
  for (const box of boxes) {
    if (box.x >= end.x) return undefined;
    if (box.x + box.width <= start.x || box.y >= high + ROOM || box.y + box.height <= low - ROOM) continue;
    samples ??= Array.from({ length: SAMPLES + 1 }, (_, index) => at(piece, index / SAMPLES));
    if (isCrossed(box, samples)) return box;
  }
  return undefined;
}

function isCrossed({ x, y, width, height }: Rect, samples: readonly Vector[]): boolean {
  return samples.some((to, index) => {
    const from = samples[index - 1];
    if (!from || to.x < x || from.x > x + width) return false;
    const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return high > y - ROOM / 2 && low < y + height + ROOM / 2;
  });
}

/** The height nearest to a wanted one at which nothing stands where a box stands. */
function nearestFree(wanted: number, column: Rect, boxes: readonly Rect[]): number {
  const taken = boxes
    .filter((box) => box.x < column.x + column.width && box.x + box.width > column.x)
    .map((box): [number, number] => [box.y - ROOM, box.y + box.height + ROOM])
    .sort((a, b) => a[0] - b[0]);
  let [above, below] = [wanted, wanted];
  for (const [top, bottom] of taken) if (below > top && below < bottom) below = bottom;
  for (const [top, bottom] of taken.toReversed()) if (above > top && above < bottom) above = top;
  return wanted - above < below - wanted ? above : below;
}

/** The place on a piece, an end, two control points and the other end, at a part of its parameter. */
export function at(piece: readonly Vector[], part: number): Vector {
  const [from, first, second, to] = piece;
  if (!from || !first || !second || !to) throw new Error("a piece has four points");
  const rest = 1 - part;
  const [a, b, c, d] = [rest ** 3, 3 * rest * rest * part, 3 * rest * part * part, part ** 3];
  return {
    x: a * from.x + b * first.x + c * second.x + d * to.x,
    y: a * from.y + b * first.y + c * second.y + d * to.y,
  };
}

function gap(from: number, size: number, to: number, otherSize: number): number {
  return Math.max(to - from - size, from - to - otherSize);
}

function middle({ x, y, width, height }: Rect): Vector {
  return { x: x + width / 2, y: y + height / 2 };
}

function turned({ x, y }: Vector): Vector {
  return { x: y, y: x };
}

function turnedBox({ x, y, width, height }: Rect): Rect {
  return { x: y, y: x, width: height, height: width };
}
