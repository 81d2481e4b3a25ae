// Leaves of one thing, which are related to nothing else, as one block beside it: in rows, instead of
// in columns that run out of the canvas.

import type { Size } from "@reactodia/workspace";

import { BETWEEN_ROWS, type Arrow, type Box } from "./drawing";

/** So many leaves stand in a column like anything else; more become a block. */
const MOST_LEAVES = 12;
const BETWEEN_COLUMNS = 40;
/** What the rest of a drawing takes of the width of a canvas, at least. */
const REST = 400;

/** A drawing with blocks in the place of leaves. */
export interface Condensed {
  boxes: Map<string, Box>;
  arrows: Arrow[];
  /** Put the leaves of each block to their places, once the blocks have theirs. */
  unfold: () => void;
}

/** Put leaves of one thing together, in the order in which they come.
 *  @param room the size of the canvas */
export function condensed(boxes: ReadonlyMap<string, Box>, arrows: readonly Arrow[], room: Size): Condensed {
  const blocks = leavesByHub(boxes, arrows).map(([name, leaves]) => ({ leaves, ...block(name, leaves, room) }));
  const inside = new Map(blocks.flatMap(({ box, leaves }) => leaves.map(({ id }) => [id, box.id])));
  const kept = [...boxes].filter(([id]) => !inside.has(id));
  const seen = new Set<string>();
  const outer = arrows.map(({ from, to, counts }) => ({ from: inside.get(from) ?? from, to: inside.get(to) ?? to, counts }));
  return {
    boxes: new Map([...kept, ...blocks.map(({ box }): [string, Box] => [box.id, box])]),
    arrows: outer.filter(({ from, to }) => !seen.has(`${from} ${to}`) && seen.add(`${from} ${to}`)),
    unfold: () => blocks.forEach((each) => each.unfold()),
  };
}

/** Things with one neighbour, by that neighbour and the side that they stand on. */
function leavesByHub(boxes: ReadonlyMap<string, Box>, arrows: readonly Arrow[]): [name: string, leaves: Box[]][] {
  const near = new Map<string, Set<string>>([...boxes.keys()].map((id) => [id, new Set()]));
  const sides = new Map<string, string>();
  for (const { from, to, counts } of arrows) {
    near.get(from)?.add(to);
    near.get(to)?.add(from);
    sides.set(from, `before ${String(counts)}`).set(to, `after ${String(counts)}`);
  }
  const found = new Map<string, Box[]>();
  for (const box of boxes.values()) {
    const [hub, other] = near.get(box.id) ?? [];
    if (hub === undefined || other !== undefined || (near.get(hub)?.size ?? 0) < 2) continue;
    const name = `leaves ${sides.get(box.id) ?? ""} ${hub}`;
    found.set(name, [...(found.get(name) ?? []), box]);
  }
  return [...found].filter(([, leaves]) => leaves.length > MOST_LEAVES);
}

/** A box in which leaves stand in columns, as many as make it most alike to the canvas. */
function block(id: string, leaves: readonly Box[], room: Size): { box: Box; unfold: () => void } {
  const scale = (columns: number) => {
    const { width, height } = placed(leaves, columns);
    return Math.min(room.width / (width + REST), room.height / height);
  };
  const columns = leaves.reduce((best, _, index) => (scale(index + 1) > scale(best) ? index + 1 : best), 1);
  const { width, height } = placed(leaves, columns);
  const box = { id, x: 0, y: 0, width, height };
  return { box, unfold: () => placed(leaves, columns, box) };
}

/** Put boxes in so many columns, filled from left to right, and tell how much room that takes. */
function placed(boxes: readonly Box[], columns: number, corner = { x: 0, y: 0 }): Size {
  const width = Math.max(...boxes.map((box) => box.width));
  const tops = Array.from({ length: columns }, () => 0);
  boxes.forEach((box, index) => {
    const column = index % columns;
    const top = tops[column] ?? 0;
    box.x = corner.x + column * (width + BETWEEN_COLUMNS);
    box.y = corner.y + top;
    tops[column] = top + box.height + BETWEEN_ROWS;
  });
  return { width: columns * (width + BETWEEN_COLUMNS) - BETWEEN_COLUMNS, height: Math.max(...tops) - BETWEEN_ROWS };
}
