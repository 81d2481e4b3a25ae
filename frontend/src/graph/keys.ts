// The canvas by keyboard: arrows lead to the next thing in a direction, Enter opens what is beside
// it, Delete takes it away.

import type { Explorer } from "./explorer";

interface Point { x: number; y: number }

const DIRECTIONS: Record<string, Point> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** Do what a key means on a thing of the canvas; false where it means nothing. */
export function pressed(explorer: Explorer, key: string, target: EventTarget | null): boolean {
  const place = target instanceof HTMLElement && target.matches("[data-element-id]") ? target : null;
  const element = explorer.model.elements.find((one) => one.id === place?.dataset.elementId);
  if (!place || !element) return false;
  const direction = DIRECTIONS[key];
  if (direction) {
    const next = nearest(element, explorer.model.elements, direction);
    next?.focus();
    return true;
  }
  if (key === "Enter" || key === " ") {
    explorer.model.setSelection([element]);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".panel .thing")?.focus());
    return true;
  }
  if (key === "Delete" || key === "Backspace") {
    const next = nearest(element, explorer.model.elements, { x: -1, y: 0 })
      ?? explorer.model.elements.find((one) => one !== element);
    explorer.remove([element]);
    next?.focus();
    return true;
  }
  return false;
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
