// In layers, from who says to who prints.

import type { LayoutGraph, LayoutState, Size } from "@reactodia/workspace";

import { condensed } from "./blocks";
import { arrowsOf, BETWEEN_PARTS, BETWEEN_ROWS, boxesOf, READABLE, stateOf, type Arrow, type Box } from "./drawing";

/** How columns are set: how many things stand in one, and what is between columns and between the
 *  parts of one that is split. */
interface Spacing {
  tallest: number;
  layers: number;
  parts: number;
}

const spacings = (layers: number, parts: number) => [10, 8, 6, 5, 4].map((tallest) => ({ tallest, layers, parts }));
/** The more things stand in a column, the more alike to a canvas a drawing is. */
const WIDE: readonly Spacing[] = spacings(150, BETWEEN_PARTS);
/** With less room for the words of lines, where cards would be too small otherwise. */
const NEAR: readonly Spacing[] = spacings(108, 64);
/** Columns are set otherwise where cards become larger by that at least. */
const WORTH_CHANGING = 1.08;
const SWEEPS = 8;
const ANY_ROOM = { width: 1, height: 1 };

/** Each thing in the column after the last of those that come before it; a column that is too tall
 *  for the canvas is split. */
export function layered(graph: LayoutGraph, state: LayoutState, room: Size = ANY_ROOM): LayoutState {
  const whole = boxesOf(graph, state);
  const { boxes, arrows: all, unfold } = condensed(whole, arrowsOf(graph, new Set(whole.keys())), room);
  const rank = ranks([...boxes.keys()], all);
  const near = neighbours(all);
  const columns: Box[][] = [];
  for (const box of boxes.values()) (columns[rank.get(box.id) ?? 0] ??= []).push(box);
  const filled = columns.filter((column) => column.length > 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 ? [...filled].reverse() : filled;
    for (const column of order) byNeighbours(column, near, boxes);
  }
  for (let round = 0; round < SWEEPS; round++)
    for (const column of filled) exchanged(column, near, boxes);
  if (filled.length) spaced(filled, room);
  unfold();
  return stateOf(whole);
}

/** Columns side by side, split and set apart so that as little as possible has to be made smaller. */
function spaced(columns: readonly Box[][], room: Size): void {
  const scale = (one: Spacing) => {
    const { width, height } = sideBySide(columns, one);
    return Math.min(room.width / width, room.height / height, 1);
  };
  const better = (one: Spacing, other: Spacing) => (scale(other) > scale(one) * WORTH_CHANGING ? other : one);
  const best = WIDE.reduce(better);
  sideBySide(columns, scale(best) < READABLE ? NEAR.reduce(better, best) : best);
}

function sideBySide(columns: readonly Box[][], { tallest, layers, parts: between }: Spacing): Size {
  let [x, height] = [0, 0];
  for (const column of columns) {
    const parts = split(column, tallest);
    for (const part of parts) {
      height = Math.max(height, stack(part, x));
      x += Math.max(...part.map((box) => box.width)) + (parts.length === 1 ? layers : between);
    }
    x += parts.length === 1 ? 0 : layers - between / 2;
  }
  return { width: x - layers, height };
}

/** The column of each thing, from 0. What has only relations that do not count stands beside what
 *  it is related to. */
function ranks(ids: readonly string[], all: readonly Arrow[]): Map<string, number> {
  const counting = all.some((arrow) => arrow.counts) ? all.filter((arrow) => arrow.counts) : all;
  const rank = inOrder(ids, counting);
  const placed = new Set(counting.flatMap(({ from, to }) => [from, to]));
  for (let next: Arrow | undefined; (next = all.find(({ from, to }) => placed.has(from) !== placed.has(to)));) {
    const { from, to } = next;
    if (placed.has(from)) rank.set(to, (rank.get(from) ?? 0) + 1);
    else rank.set(from, (rank.get(to) ?? 0) - 1);
    placed.add(from).add(to);
  }
  const first = Math.min(...rank.values());
  return new Map([...rank].map(([id, column]) => [id, column - first]));
}

/** The longest way to each thing; arrows that would lead in a circle are not heeded. */
function inOrder(ids: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
  const after = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of arrows) after.get(from)?.push(to);
  const order: string[] = [];
  const seen = new Map<string, "open" | "done">();
  const backwards = new Set<string>();
  for (const root of ids) {
    const stack: { id: string; next: number }[] = seen.has(root) ? [] : [{ id: root, next: 0 }];
    if (stack.length) seen.set(root, "open");
    while (stack.length) {
      const top = stack[stack.length - 1];
      if (!top) break;
      const child = after.get(top.id)?.[top.next++];
      if (child === undefined) {
        seen.set(top.id, "done");
        order.unshift(top.id);
        stack.pop();
      } else if (seen.get(child) === "open") backwards.add(`${top.id} ${child}`);
      else if (!seen.has(child)) {
        seen.set(child, "open");
        stack.push({ id: child, next: 0 });
      }
    }
  }
  const rank = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const id of order) {
    for (const child of after.get(id) ?? []) {
      if (backwards.has(`${id} ${child}`)) continue;
      rank.set(child, Math.max(rank.get(child) ?? 0, (rank.get(id) ?? 0) + 1));
    }
  }
  return tightened(rank, arrows, backwards);
}

/** What only leads elsewhere stands right before what it leads to. */
function tightened(rank: Map<string, number>, arrows: readonly Arrow[], backwards: ReadonlySet<string>): Map<string, number> {
  const heeded = arrows.filter(({ from, to }) => !backwards.has(`${from} ${to}`));
  const has = new Set(heeded.map(({ to }) => to));
  for (const id of rank.keys()) {
    const next = heeded.filter(({ from }) => from === id).map(({ to }) => rank.get(to) ?? 0);
    if (!has.has(id) && next.length) rank.set(id, Math.min(...next) - 1);
  }
  return rank;
}

function neighbours(arrows: readonly Arrow[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    found.set(from, [...(found.get(from) ?? []), to]);
    found.set(to, [...(found.get(to) ?? []), from]);
  }
  return found;
}

function byNeighbours(column: Box[], near: Map<string, string[]>, boxes: Map<string, Box>): void {
  const mean = (box: Box) => {
    const around = heightsNear(box, near, boxes);
    return around.length ? around.reduce((sum, y) => sum + y, 0) / around.length : middle(box);
  };
  const wanted = new Map(column.map((box) => [box, mean(box)]));
  column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || (a.id < b.id ? -1 : 1));
  stack(column, 0);
}

/** Two that stand one above the other change places where fewer lines cross then, or shorter ones
 *  lead to them. */
function exchanged(column: Box[], near: Map<string, string[]>, boxes: Map<string, Box>): void {
  const around = new Map(column.map((box) => [box, heightsNear(box, near, boxes)]));
  const cost = (upper: Box, lower: Box, top: number): [crossings: number, length: number] => {
    const [above, below] = [around.get(upper) ?? [], around.get(lower) ?? []];
    const crossings = above.reduce((sum, y) => sum + below.filter((other) => other < y).length, 0);
    const [y, next] = [top + upper.height / 2, top + upper.height + BETWEEN_ROWS + lower.height / 2];
    const length = (all: readonly number[], from: number) => all.reduce((sum, to) => sum + Math.abs(to - from), 0);
    return [crossings, length(above, y) + length(below, next)];
  };
  for (let index = 0; index + 1 < column.length; index++) {
    const [upper, lower] = [column[index], column[index + 1]];
    if (!upper || !lower) continue;
    const [now, then] = [cost(upper, lower, upper.y), cost(lower, upper, upper.y)];
    if (then[0] < now[0] || (then[0] === now[0] && then[1] < now[1])) {
      [column[index], column[index + 1]] = [lower, upper];
      lower.y = upper.y;
      upper.y = lower.y + lower.height + BETWEEN_ROWS;
    }
  }
}

function heightsNear(box: Box, near: Map<string, string[]>, boxes: Map<string, Box>): number[] {
  return (near.get(box.id) ?? []).flatMap((id) => boxes.get(id) ?? []).map(middle);
}

function middle(box: Box): number {
  return box.y + box.height / 2;
}

/** Several columns of one, each in the same order from top to bottom. */
function split(column: Box[], tallest: number): Box[][] {
  const parts = Math.ceil(column.length / tallest);
  return Array.from({ length: parts }, (_, part) => column.filter((__, index) => index % parts === part));
}

/** One above the other, the middle of all at 0; the height of all. */
function stack(column: readonly Box[], x: number): number {
  const height = column.reduce((sum, box) => sum + box.height + BETWEEN_ROWS, -BETWEEN_ROWS);
  let y = -height / 2;
  for (const box of column) {
    box.x = x;
    box.y = y;
    y += box.height + BETWEEN_ROWS;
  }
  return height;
}
