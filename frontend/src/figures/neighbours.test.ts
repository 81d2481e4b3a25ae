import { expect, test } from "vitest";

import { neighbour, type Place } from "./neighbours";

/** Places that are the same every time, some of them alike. */
function places(count: number): Place[] {
  return Array.from({ length: count }, (_, index) => ({ x: (index * 37) % 11, y: (index * 53) % 7 }));
}

test.each([["ArrowRight", "ArrowLeft"], ["ArrowUp", "ArrowDown"]])(
  "%s reaches every mark, and %s leads back the same way",
  (onwards, back) => {
    for (let count = 1; count <= 40; count += 1) {
      const marks = places(count);
      let at = marks.findIndex((_, index) => neighbour(marks, index, back) === null);
      const way = [at];
      for (let next = neighbour(marks, at, onwards); next !== null; next = neighbour(marks, at, onwards)) {
        expect(neighbour(marks, next, back)).toBe(at);
        at = next;
        way.push(at);
      }
      expect([...way].sort((a, b) => a - b)).toEqual(marks.map((_, index) => index));
      const axis = onwards === "ArrowRight" ? way.map((index) => marks[index]?.x ?? 0)
        : way.map((index) => -(marks[index]?.y ?? 0));
      expect(axis).toEqual([...axis].sort((a, b) => a - b));
    }
  },
);

test("Home and End lead to the earliest and the latest", () => {
  const marks = [{ x: 5, y: 1 }, { x: 1, y: 9 }, { x: 9, y: 5 }];
  expect([neighbour(marks, 0, "Home"), neighbour(marks, 0, "End")]).toEqual([1, 2]);
  expect(neighbour(marks, 0, "Enter")).toBeNull();
  expect(neighbour([], 0, "Home")).toBeNull();
});
