// Freely: things push each other away and relations pull them together.

import type { LayoutGraph, LayoutState } from "@reactodia/workspace";

import { arrowsOf, boxesOf, stateOf, type Arrow, type Box } from "./drawing";

const SPRING = 210;
const STEPS = 260;
const GRAVITY = 0.06;

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
