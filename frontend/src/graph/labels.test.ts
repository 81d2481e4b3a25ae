// Words of lines: none covers others or a card, as many as can be are whole, and none is placed by
// chance.

import type { Rect } from "@reactodia/workspace";
import { expect, test } from "vitest";

import { HEIGHT, labelsAmong, type Line } from "./labels";
import { layered } from "./layers";
import { routesAmong } from "./routes";

type Ends = [source: string, target: string];

/** Of six pixels a letter. */
function lineOf([sourceId, targetId]: Ends, index: number, routes: ReturnType<typeof routesAmong>, words: string): Line {
  const id = `${index} ${sourceId} ${targetId}`;
  const lengths = [words, `${words.slice(0, 6)}…`, "…"];
  return { id, name: id, points: routes.get(id) ?? [], quiet: index % 2 ? "source" : "target",
    words: lengths.map((text) => ({ text, width: 6 * text.length })) };
}

function drawn(boxes: ReadonlyMap<string, Rect>, ends: readonly Ends[], words: (index: number) => string) {
  const routes = routesAmong(boxes, ends.map(([sourceId, targetId], index) =>
    ({ id: `${index} ${sourceId} ${targetId}`, sourceId, targetId })));
  const lines = ends.map((one, index) => lineOf(one, index, routes, words(index)));
  return { lines, labels: labelsAmong(lines, boxes.values()) };
}

function rectsOf(labels: ReturnType<typeof labelsAmong>): Rect[] {
  return [...labels.values()].map(({ x, y, text }) =>
    ({ x: x - 3 * text.length, y: y - HEIGHT / 2, width: 6 * text.length, height: HEIGHT }));
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

let state = 7;
const chance = (most: number) => (state = (state * 48271) % 2147483647) % most;

test("no words cover others or a card, in drawings of any kind", () => {
  for (let round = 0; round < 30; round++) {
    const count = 4 + chance(30);
    const ends = Array.from({ length: count * 2 }, (): Ends => [`n${chance(count)}`, `n${chance(count)}`])
      .filter(([from, to]) => from !== to);
    const ids = [...new Set(ends.flat())];
    const sizes = Object.fromEntries(ids.map((id, index) => [id, { x: 0, y: 0, width: 200, height: 40 + (index % 4) * 25 }]));
    const bounds = round % 3 === 0
      ? Object.fromEntries(ids.map((id) => [id, { ...sizes[id], x: chance(1500), y: chance(900), width: 200, height: 80 }]))
      : layered(
          { nodes: Object.fromEntries(ids.map((id) => [id, { types: [] }])),
            links: ends.map(([source, target]) => ({ source, target, type: "cites" })) },
          { bounds: sizes }, { width: 1200, height: 300 + chance(900) }).bounds;
    const boxes = new Map(Object.entries(bounds));
    const { labels } = drawn(boxes, ends, (index) => "a word of a line".slice(0, 4 + (index % 12)));
    const rects = rectsOf(labels);
    expect(labels.size).toBeGreaterThan(0);
    rects.forEach((one, index) => {
      expect(rects.slice(index + 1).filter((other) => overlap(one, other))).toEqual([]);
      expect([...boxes.values()].filter((card) => overlap(one, card))).toEqual([]);
    });
  }
});

const [left, right] = [{ x: 0, y: 0, width: 200, height: 80 }, { x: 350, y: 0, width: 200, height: 80 }];

test("several relations between the same two cards each have their words, whole", () => {
  const boxes = new Map([["a", left], ["b", right]]);
  const { labels } = drawn(boxes, [["a", "b"], ["b", "a"], ["a", "b"]], () => "said by");
  expect([...labels.values()].map(({ text }) => text)).toEqual(["said by", "said by", "said by"]);
});

test("words are shortened where there is no room for all, and left away where there is none", () => {
  const between = (width: number) => {
    const boxes = new Map([["a", left], ["b", { ...right, x: 200 + width }]]);
    return [...drawn(boxes, [["a", "b"]], () => "происходит от").labels.values()].map(({ text }) => text);
  };
  expect(between(120)).toEqual(["происходит от"]);
  expect(between(60)).toEqual(["происх…"]);
  expect(between(26)).toEqual(["…"]);
  expect(between(4)).toEqual([]);
});

test("words stand where their line is alone, rather than where it meets others", () => {
  const rows = Array.from({ length: 6 }, (_, index): [string, Rect] => [`n${index}`, { ...right, y: index * 100 - 250 }]);
  const { lines, labels } = drawn(new Map([["a", left], ...rows]), rows.map(([id]) => [id, "a"]), () => "by");
  for (const line of lines.filter((one) => one.quiet === "source"))
    expect(labels.get(line.id)?.x).toBeGreaterThan(275);
});

test("the same drawing has the same words at the same places, whichever line came first", () => {
  const boxes = new Map(Array.from({ length: 9 }, (_, index): [string, Rect] =>
    [`n${index}`, { ...left, x: (index % 3) * 300, y: Math.floor(index / 3) * 110 }]));
  const ends = Array.from({ length: 20 }, (_, index): Ends => [`n${index % 9}`, `n${(index * 4 + 1) % 9}`]).filter(([a, b]) => a !== b);
  const { lines, labels } = drawn(boxes, ends, (index) => "some words".slice(0, 3 + (index % 7)));
  const turned = labelsAmong(lines.toReversed(), [...boxes.values()].reverse());
  expect(new Map([...turned].sort())).toEqual(new Map([...labels].sort()));
});
