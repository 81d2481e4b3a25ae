// What is next to a thing in a direction.

/** A place, or a direction of length 1, in pixels of the canvas. */
export interface Point {
  x: number;
  y: number;
}

/** The nearest element in a direction: what lies aside of it counts as farther. */
export function nearest<Placed extends { position: Point }>(
  from: Placed,
  all: readonly Placed[],
  direction: Point,
): Placed | undefined {
  let best: Placed | undefined;
  let least = Infinity;
  for (const other of all) {
    const [dx, dy] = [other.position.x - from.position.x, other.position.y - from.position.y];
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (other === from || along <= 0) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
