// A place for new things beside one that is there, where everything else stays as it was put.

import type { Rect, Size, Vector } from "@reactodia/workspace";

import { BETWEEN_PARTS, BETWEEN_ROWS } from "./drawing";

const TALLEST = 8;
const LEAST_ROOM = 6;
const STEP = 40;
const FARTHEST = 80;

/** Where things of some sizes stand: in columns, as near to a box as nothing else is, at its right
 *  or left. Beyond some 3,000 pixels they stand on whatever is there. */
export function placesBeside(box: Rect, sizes: readonly Size[], taken: readonly Rect[]): Vector[] {
  const { places, width, height } = block(sizes);
  const y = box.y + (box.height - height) / 2;
  const right = { x: box.x + box.width + BETWEEN_PARTS, y };
  const left = { x: box.x - BETWEEN_PARTS - width, y };
  const isFree = (corner: Vector) => taken.every((other) => !meets({ ...corner, width, height }, other));
  const corner = candidates(right, left).find(isFree) ?? right;
  return places.map((place) => ({ x: corner.x + place.x, y: corner.y + place.y }));
}

/** The tops of boxes once those that stand on others are moved down, in the order of the boxes. */
export function settled(boxes: readonly Rect[]): number[] {
  const order = boxes.map((box, index) => ({ box: { ...box }, index })).sort((a, b) => a.box.y - b.box.y);
  const tops = boxes.map(({ y }) => y);
  const firm: Rect[] = [];
  for (const { box, index } of order) {
    for (let under: Rect | undefined; (under = firm.find((one) => covers(one, box)));) box.y = under.y + under.height + LEAST_ROOM;
    firm.push(box);
    tops[index] = box.y;
  }
  return tops;
}

/** Places from the nearest on, those at the right first. */
function candidates(right: Vector, left: Vector): Vector[] {
  const found: Vector[] = [];
  for (let distance = 0; distance <= FARTHEST; distance++) {
    for (let down = 0; down <= distance; down++) {
      const out = (distance - down) * STEP;
      for (const y of down ? [-down * STEP, down * STEP] : [0])
        found.push({ x: right.x + out, y: right.y + y }, { x: left.x - out, y: left.y + y });
    }
  }
  return found;
}

function block(sizes: readonly Size[]): Size & { places: Vector[] } {
  const tall = Math.ceil(sizes.length / Math.ceil(sizes.length / TALLEST));
  const places: Vector[] = [];
  let [x, y, width, height] = [0, 0, 0, 0];
  sizes.forEach((size, index) => {
    if (index && index % tall === 0) [x, y] = [width + BETWEEN_PARTS, 0];
    places.push({ x, y });
    y += size.height + BETWEEN_ROWS;
    width = Math.max(width, x + size.width);
    height = Math.max(height, y - BETWEEN_ROWS);
  });
  return { places, width, height };
}

function covers(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width + BETWEEN_ROWS && b.x < a.x + a.width + BETWEEN_ROWS
    && a.y < b.y + b.height + BETWEEN_ROWS && b.y < a.y + a.height + BETWEEN_ROWS;
}
