// Which mark of a panel an arrow key leads to: left and right through time, up and down through
// values, so that each mark is reached either way.

export interface Place {
  x: number;
  y: number;
}

/** The index of the mark that a key leads to; null where the key leads nowhere. */
export function neighbour(places: readonly Place[], from: number, key: string): number | null {
  const order = orderFor(places, key);
  if (!order) return null;
  if (key === "Home") return order[0] ?? null;
  if (key === "End") return order.at(-1) ?? null;
  const step = key === "ArrowRight" || key === "ArrowUp" ? 1 : -1;
  return order[order.indexOf(from) + step] ?? null;
}

function orderFor(places: readonly Place[], key: string): number[] | null {
  const indices = places.map((_, index) => index);
  const at = (index: number) => places[index] ?? { x: 0, y: 0 };
  if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key))
    return indices.sort((a, b) => at(a).x - at(b).x || at(b).y - at(a).y || a - b);
  if (key === "ArrowUp" || key === "ArrowDown") // y grows downwards
    return indices.sort((a, b) => at(b).y - at(a).y || at(a).x - at(b).x || a - b);
  return null;
}
