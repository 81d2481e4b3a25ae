// Lines: none runs behind a card that it does not lead to; each leaves its card at the side that
// faces the other; none ends where another does.

import type { Rect, Vector } from "@reactodia/workspace";
import { expect, test } from "vitest";

import { placesBeside, settled } from "./beside";
import { layered } from "./layers";
import { pathOf, routesAmong } from "./routes";

const box = (x: number, y: number): Rect => ({ x, y, width: 200, height: 80 });
const link = (sourceId: string, targetId: string) => ({ id: `${sourceId} ${targetId}`, sourceId, targetId });

function along(points: readonly Vector[]): Vector[] {
  const found: Vector[] = [];
  for (let piece = 0; piece + 3 < points.length; piece += 3) {
    const [a, b, c, d] = points.slice(piece, piece + 4) as [Vector, Vector, Vector, Vector];
    for (let step = 0; step <= 40; step++) {
      const [t, rest] = [step / 40, 1 - step / 40];
      const of = (axis: "x" | "y") =>
        rest ** 3 * a[axis] + 3 * rest * rest * t * b[axis] + 3 * rest * t * t * c[axis] + t ** 3 * d[axis];
      found.push({ x: of("x"), y: of("y") });
    }
  }
  return found;
}

function crossed(boxes: ReadonlyMap<string, Rect>, links: ReturnType<typeof link>[]): string[] {
  const routes = routesAmong(boxes, links);
  return links.flatMap(({ id, sourceId, targetId }) => [...boxes].flatMap(([name, { x, y, width, height }]) =>
    name !== sourceId && name !== targetId && along(routes.get(id) ?? []).some((point) =>
      point.x > x && point.x < x + width && point.y > y && point.y < y + height) ? [`${id} through ${name}`] : []));
}

test("a line goes around the card that stands between its ends, across and down", () => {
  const row = new Map([["a", box(0, 0)], ["b", box(400, 5)], ["c", box(800, 0)]]);
  const column = new Map([["a", box(0, 0)], ["b", box(5, 200)], ["c", box(0, 400)]]);
  expect(crossed(row, [link("a", "c"), link("c", "a")])).toEqual([]);
  expect(crossed(column, [link("a", "c"), link("c", "a")])).toEqual([]);
});

test("in layers, no line runs behind a card", () => {
  let state = 1;
  const chance = (most: number) => (state = (state * 48271) % 2147483647) % most;
  for (let round = 0; round < 20; round++) {
    const pairs = Array.from({ length: 40 }, () => [chance(25), chance(25)].sort((a, b) => a - b) as [number, number])
      .filter(([from, to]) => from !== to);
    const links = [...new Map(pairs.map(([from, to]) => [`${from} ${to}`, link(`n${from}`, `n${to}`)])).values()];
    const ids = [...new Set(links.flatMap(({ sourceId, targetId }) => [sourceId, targetId]))];
    const { bounds } = layered(
      { nodes: Object.fromEntries(ids.map((id) => [id, { types: [] }])),
        links: links.map(({ sourceId, targetId }) => ({ source: sourceId, target: targetId, type: "cites" })) },
      { bounds: Object.fromEntries(ids.map((id, index) => [id, { x: 0, y: 0, width: 200, height: 40 + (index % 4) * 25 }])) },
    );
    expect(crossed(new Map(Object.entries(bounds)), links)).toEqual([]);
  }
});

test("lines leave by the side that faces the other end, in the order of what they lead to", () => {
  const boxes = new Map([["hub", box(0, 0)], ["low", box(400, 200)], ["high", box(400, -200)], ["under", box(0, 300)]]);
  const routes = routesAmong(boxes, [link("hub", "low"), link("high", "hub"), link("hub", "under")]);
  const [low, high, under] = ["hub low", "high hub", "hub under"].map((id) => routes.get(id) ?? []);
  expect(low?.[0]?.x).toBe(200);
  expect(high?.at(-1)?.x).toBe(200);
  expect(high?.at(-1)?.y).toBeLessThan(low?.[0]?.y ?? 0);
  expect(under?.[0]).toEqual({ x: 100, y: 80 });
  expect(pathOf(under ?? [])).toBe("M100 80 C100 190 100 190 100 300");
});

test("what cannot be passed is crossed, and what is not there has no line", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(205, 0)], ["c", box(400, 0)]]);
  expect(routesAmong(boxes, [link("a", "c"), link("a", "gone"), link("a", "a")]).size).toBe(1);
});

test("new things stand beside theirs, on nothing else", () => {
  const taken = [box(0, 0), box(284, 0), box(-284, 0), box(0, 98)];
  const sizes = Array.from({ length: 11 }, () => ({ width: 200, height: 80 }));
  const all = [...taken, ...placesBeside(box(0, 0), sizes, taken).map(({ x, y }) => box(x, y))];
  const overlaps = all.flatMap((a, index) => all.slice(index + 1).filter((b) =>
    Math.abs(a.x - b.x) < 200 && Math.abs(a.y - b.y) < 80));
  expect(overlaps).toEqual([]);
  expect(placesBeside(box(0, 0), [{ width: 200, height: 80 }], [box(0, 0)])).toEqual([{ x: 284, y: 0 }]);
});

test("what stands on something else is moved down, and what it comes to stand on then, too", () => {
  expect(settled([box(0, 50), box(0, 0), box(300, 10), box(0, 140)])).toEqual([86, 0, 10, 172]);
  expect(settled([box(0, 0), box(0, 80)])).toEqual([0, 80]);
});

test("a line among hundreds of cards goes around few of them, so that no drawing keeps the page", () => {
  const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
  const boxes = new Map(names.map((name, index) => [name, box(index * 230, (index % 2) * 60)]));
  const [route] = routesAmong(boxes, [link("n0", "n299")]).values();
  expect(route?.length).toBeGreaterThan(40);
  expect(route?.length).toBeLessThanOrEqual(100);
});
