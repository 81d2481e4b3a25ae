// What is near a place: rectangles in the cells of a grid, so that few of them are looked at.

import type { Rect } from "@reactodia/workspace";

const CELL = { width: 96, height: 48 };
/** More rows than any drawing has: a cell has one number. */
const ROWS = 1 << 20;

export class Grid<Item> {
  private readonly cells = new Map<number, { rect: Rect; item: Item }[]>();

  add(rect: Rect, item: Item): void {
    const entry = { rect, item };
    eachCell(rect, (cell) => {
      const own = this.cells.get(cell);
      if (own) own.push(entry);
      else this.cells.set(cell, [entry]);
    });
  }

  /** What meets a rectangle in more than an edge.
   *  @param most after so many there is no look at more */
  meeting(rect: Rect, most = Infinity): Set<Item> {
    const found = new Set<Item>();
    eachCell(rect, (cell) => {
      if (found.size >= most) return;
      for (const entry of this.cells.get(cell) ?? []) {
        if (!meets(rect, entry.rect)) continue;
        found.add(entry.item);
        if (found.size >= most) return;
      }
    });
    return found;
  }
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function eachCell({ x, y, width, height }: Rect, visit: (cell: number) => void): void {
  const [last, bottom] = [Math.floor((x + width) / CELL.width), Math.floor((y + height) / CELL.height)];
  for (let column = Math.floor(x / CELL.width); column <= last; column++)
    for (let row = Math.floor(y / CELL.height); row <= bottom; row++) visit(column * ROWS + row);
}
