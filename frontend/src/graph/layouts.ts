// Where things stand: in layers, from who says to who prints, or pushed apart by forces. Both are
// reckoned without chance, so that the same view is drawn alike everywhere.

import type { LayoutFunction, LayoutGraph, LayoutState } from "@reactodia/workspace";

import { relationOf } from "./relations";

interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export type LayoutName = "layers" | "force";

const BETWEEN_LAYERS = 120;
const BETWEEN_ROWS = 18;
const TALLEST_LAYER = 10;
const SWEEPS = 8;
const SPRING = 210;
const STEPS = 260;
const GRAVITY = 0.06;

export const LAYOUTS: Record<LayoutName, LayoutFunction> = {
  layers: (graph, state) => Promise.resolve(layered(graph, state)),
  force: (graph, state) => Promise.resolve(forced(graph, state)),
};

/** Each thing in the column after the last of those that come before it; a column that is too tall
 *  is split. */
export function layered(graph: LayoutGraph, state: LayoutState): LayoutState {
  const boxes = boxesOf(graph, state);
  const all = arrowsOf(graph, new Set(boxes.keys()));
  const arrows = all.some((arrow) => arrow.counts) ? all.filter((arrow) => arrow.counts) : all;
  const rank = ranks([...boxes.keys()], arrows);
  const near = neighbours(all);
  const columns: Box[][] = [];
  for (const box of boxes.values()) (columns[rank.get(box.id) ?? 0] ??= []).push(box);
  const filled = columns.filter((column) => column.length > 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 ? [...filled].reverse() : filled;
    for (const column of order) byNeighbours(column, near, boxes);
  }
  let x = 0;
  for (const column of filled) {
    for (const part of split(column)) {
      stack(part, x);
      x += Math.max(...part.map((box) => box.width)) + BETWEEN_LAYERS / (part === column ? 1 : 3);
    }
    x += column.length > TALLEST_LAYER ? BETWEEN_LAYERS / 1.5 : 0;
  }
  return stateOf(boxes);
}

/** Things push each other away and relations pull them together (Fruchterman and Reingold 1991). */
export function forced(graph: LayoutGraph, state: LayoutState): LayoutState {
  const boxes = boxesOf(graph, state);
  const list = [...boxes.values()];
  const links = arrowsOf(graph, new Set(boxes.keys()));
  spiral(list, links);
  const steps = list.length > 150 ? STEPS / 2 : STEPS;
  for (let step = 0; step < steps; step++) {
    const heat = 60 * (1 - step / steps) + 1;
    const moves = new Map(list.map((box) => [box, { x: 0, y: 0 }]));
    repel(list, moves);
    attract(links, boxes, moves);
    for (const [box, move] of moves) {
      move.x -= box.x * GRAVITY;
      move.y -= box.y * GRAVITY * 1.6;
    }
    for (const [box, move] of moves) {
      const length = Math.hypot(move.x, move.y) || 1;
      box.x += (move.x / length) * Math.min(length, heat);
      box.y += (move.y / length) * Math.min(length, heat);
    }
  }
  for (let round = 0; round < 60 && part(list); round++);
  return stateOf(boxes);
}

function boxesOf(graph: LayoutGraph, state: LayoutState): Map<string, Box> {
  return new Map(Object.keys(graph.nodes).map((id) => {
    const bounds = state.bounds[id];
    const size = { width: bounds?.width ?? 200, height: bounds?.height ?? 80 };
    return [id, { id, x: 0, y: 0, ...size }];
  }));
}

function stateOf(boxes: Map<string, Box>): LayoutState {
  return { bounds: Object.fromEntries([...boxes].map(([id, { x, y, width, height }]) => [id, { x, y, width, height }])) };
}

/** From what comes first; `counts` tells whether that is so, or only either of both. */
interface Arrow {
  from: string;
  to: string;
  counts: boolean;
}

/** Relations in the direction in which a drawing reads them: who says a thing comes before it, even
 *  if it is about himself. */
function arrowsOf(graph: LayoutGraph, ids: ReadonlySet<string>): Arrow[] {
  const links = graph.links.filter(({ source, target }) => source !== target && ids.has(source) && ids.has(target));
  const turned = links.filter((link) => relationOf(link.type)?.flow === -1);
  const first = new Set(turned.map((link) => `${link.source} ${link.target}`));
  const plain = links.filter((link) => relationOf(link.type)?.flow !== -1 && !first.has(`${link.source} ${link.target}`));
  return [
    ...turned.map(({ source, target }) => ({ from: target, to: source, counts: true })),
    ...plain.map(({ source, target, type }) => ({ from: source, to: target, counts: relationOf(type)?.flow !== 0 })),
  ];
}

/** The column of each thing; arrows that would lead in a circle are not heeded. */
function ranks(ids: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
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
  const middle = (box: Box) => {
    const around = (near.get(box.id) ?? []).map((id) => boxes.get(id)?.y ?? 0);
    return around.length ? around.reduce((sum, y) => sum + y, 0) / around.length : box.y;
  };
  const wanted = new Map(column.map((box) => [box, middle(box)]));
  column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || (a.id < b.id ? -1 : 1));
  stack(column, 0);
}

function split(column: Box[]): Box[][] {
  if (column.length <= TALLEST_LAYER) return [column];
  const parts = Math.ceil(column.length / TALLEST_LAYER);
  const size = Math.ceil(column.length / parts);
  return Array.from({ length: parts }, (_, part) => column.slice(part * size, (part + 1) * size));
}

function stack(column: readonly Box[], x: number): void {
  const height = column.reduce((sum, box) => sum + box.height + BETWEEN_ROWS, -BETWEEN_ROWS);
  let y = -height / 2;
  for (const box of column) {
    box.x = x;
    box.y = y;
    y += box.height + BETWEEN_ROWS;
  }
}

/** Begin with the things that have most relations in the middle. */
function spiral(boxes: Box[], links: readonly Arrow[]): void {
  const degree = new Map<string, number>();
  for (const id of links.flatMap(({ from, to }) => [from, to])) degree.set(id, (degree.get(id) ?? 0) + 1);
  const order = [...boxes].sort((a, b) =>
    (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1));
  order.forEach((box, place) => {
    const angle = place * 2.399963; // the golden angle
    box.x = 190 * Math.sqrt(place) * Math.cos(angle) * 1.3;
    box.y = 190 * Math.sqrt(place) * Math.sin(angle) * 0.8;
  });
}

type Moves = Map<Box, { x: number; y: number }>;

function repel(boxes: readonly Box[], moves: Moves): void {
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (!a || !b) continue;
      const [dx, dy] = [a.x - b.x, (a.y - b.y) * 1.6];
      const distance = Math.max(Math.hypot(dx, dy), 1);
      if (distance > 1400) continue;
      push(moves, a, b, dx, dy / 1.6, (SPRING * SPRING) / distance / distance);
    }
  }
}

function attract(links: readonly Arrow[], boxes: Map<string, Box>, moves: Moves): void {
  for (const { from, to } of links) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b) continue;
    const distance = Math.hypot(a.x - b.x, a.y - b.y);
    push(moves, a, b, a.x - b.x, a.y - b.y, -distance / SPRING / 1.5);
  }
}

function push(moves: Moves, a: Box, b: Box, dx: number, dy: number, strength: number): void {
  const [one, other] = [moves.get(a), moves.get(b)];
  if (!one || !other) return;
  one.x += dx * strength;
  one.y += dy * strength;
  other.x -= dx * strength;
  other.y -= dy * strength;
}

/** Move boxes apart that overlap; false when none does. */
function part(boxes: readonly Box[]): boolean {
  let found = false;
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (!a || !b) continue;
      const dx = (a.width + b.width) / 2 + 40 - Math.abs(a.x + a.width / 2 - b.x - b.width / 2);
      const dy = (a.height + b.height) / 2 + 24 - Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
      if (dx <= 0 || dy <= 0) continue;
      found = true;
      if (dx < dy) {
        const way = a.x <= b.x ? -dx / 2 : dx / 2;
        a.x += way;
        b.x -= way;
      } else {
        const way = a.y <= b.y ? -dy / 2 : dy / 2;
        a.y += way;
        b.y -= way;
      }
    }
  }
  return found;
}
