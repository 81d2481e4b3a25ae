// What every layout begins with and ends with: boxes, and the arrows between them.

import type { LayoutGraph, LayoutState } from "@reactodia/workspace";

import { relationOf } from "./relations";

/** Between columns that belong together, and between what stands in one. */
export const BETWEEN_PARTS = 84;
export const BETWEEN_ROWS = 18;
/** The scale of the canvas at which its words can be read. */
export const READABLE = 0.75;

export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Boxes in the order of their names: the same things are laid out alike, whichever came first. */
export function boxesOf(graph: LayoutGraph, state: LayoutState): Map<string, Box> {
  return new Map(Object.keys(graph.nodes).sort().map((id) => {
    const bounds = state.bounds[id];
    const size = { width: bounds?.width ?? 200, height: bounds?.height ?? 80 };
    return [id, { id, x: 0, y: 0, ...size }];
  }));
}

export function stateOf(boxes: Map<string, Box>): LayoutState {
  return { bounds: Object.fromEntries([...boxes].map(([id, { x, y, width, height }]) => [id, { x, y, width, height }])) };
}

/** From what comes first; `counts` tells whether that is so, or only either of both. */
export interface Arrow {
  from: string;
  to: string;
  counts: boolean;
}

/** Relations in the direction in which a drawing reads them: who says a thing comes before it, even
 *  if it is about himself. */
export function arrowsOf(graph: LayoutGraph, ids: ReadonlySet<string>): Arrow[] {
  const links = graph.links.filter(({ source, target }) => source !== target && ids.has(source) && ids.has(target));
  const turned = links.filter((link) => relationOf(link.type)?.flow === -1);
  const first = new Set(turned.map((link) => `${link.source} ${link.target}`));
  const plain = links.filter((link) => relationOf(link.type)?.flow !== -1 && !first.has(`${link.source} ${link.target}`));
  const arrows = [
    ...turned.map(({ source, target }) => ({ from: target, to: source, counts: true })),
    ...plain.map(({ source, target, type }) => ({ from: source, to: target, counts: relationOf(type)?.flow !== 0 })),
  ];
  const key = ({ from, to }: Arrow) => `${from} ${to}`;
  return arrows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
