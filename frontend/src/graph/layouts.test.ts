// Layouts: who says comes before what he says; nothing stands on anything else; nothing is by chance.

import type { LayoutGraph, LayoutState } from "@reactodia/workspace";
import { expect, test } from "vitest";

import { forced } from "./forces";
import { layered } from "./layers";
import { nearest } from "./nearest";

const size = { x: 0, y: 0, width: 200, height: 80 };

function drawing(links: [source: string, type: string, target: string][]): [LayoutGraph, LayoutState] {
  const ids = [...new Set(links.flatMap(([source, , target]) => [source, target]))];
  return [
    { nodes: Object.fromEntries(ids.map((id) => [id, { types: [] }])), links: links.map(([source, type, target]) => ({ source, type, target })) },
    { bounds: Object.fromEntries(ids.map((id) => [id, size])) },
  ];
}

function overlaps({ bounds }: LayoutState): number {
  const all = Object.values(bounds);
  return all.flatMap((a, index) => all.slice(index + 1).filter((b) =>
    Math.abs(a.x - b.x) < 200 && Math.abs(a.y - b.y) < 80)).length;
}

const many = Array.from({ length: 300 }, (_, index): [string, string, string] => [`claim${index}`, "figures", `agent${index % 7}`]);

test("a drawing leads from who says to who prints", () => {
  const { bounds } = layered(...drawing([
    ["claim", "figures", "agent"], ["claim", "printed-in", "article"], ["article", "published-by", "outlet"],
  ]));
  const order = Object.keys(bounds).sort((a, b) => (bounds[a]?.x ?? 0) - (bounds[b]?.x ?? 0));
  expect(order).toEqual(["agent", "claim", "article", "outlet"]);
});

test("circles are drawn as well, and who speaks of himself stands before what he says", () => {
  const { bounds } = layered(...drawing([
    ["claim", "statements", "agent"], ["claim", "subject", "agent"], ["a", "amended-by", "b"], ["b", "amended-by", "a"],
  ]));
  expect(bounds.agent?.x).toBeLessThan(bounds.claim?.x ?? 0);
});

test.each([["layered", layered], ["forced", forced]])("three hundred things %s do not overlap, twice alike", (_, layout) => {
  const first = layout(...drawing(many));
  expect(overlaps(first)).toBe(0);
  expect(layout(...drawing(many))).toEqual(first);
});

test("an arrow key leads to what is nearest in its direction", () => {
  const at = (x: number, y: number) => ({ position: { x, y } });
  const [middle, right, farRight, below] = [at(0, 0), at(100, 10), at(90, 90), at(0, 60)];
  const all = [middle, right, farRight, below];
  expect(nearest(middle, all, { x: 1, y: 0 })).toBe(right);
  expect(nearest(middle, all, { x: 0, y: 1 })).toBe(below);
  expect(nearest(middle, all, { x: -1, y: 0 })).toBeUndefined();
});

test("the same things are laid out alike, whichever came first", () => {
  const [graph, state] = drawing([["a", "cites", "b"], ["c", "cites", "b"], ["d", "figures", "c"], ["e", "figures", "a"]]);
  const turned = { nodes: Object.fromEntries(Object.entries(graph.nodes).reverse()), links: [...graph.links].reverse() };
  expect(layered(turned, state)).toEqual(layered(graph, state));
});

test("columns are split where the canvas is wide, each part in the order of all", () => {
  const links = many.slice(0, 9).map(([source], index): [string, string, string] => [`claim${String(index).padStart(2, "0")}`, source ? "figures" : "", "agent"]);
  const [graph, state] = drawing(links);
  const columns = (width: number, height: number) =>
    new Set(Object.values(layered(graph, state, { width, height }).bounds).map(({ x }) => x)).size;
  expect(columns(1000, 2000)).toBeLessThan(columns(2400, 600));
  expect(overlaps(layered(graph, state, { width: 2400, height: 600 }))).toBe(0);
});

test("many leaves of one thing stand beside it as a block that is like the canvas", () => {
  const statements = Array.from({ length: 66 }, (_, index): [string, string, string] => [`claim${index}`, "subject", "hub"]);
  const [graph, state] = drawing([...statements, ["hub", "within", "other"]]);
  const { bounds } = layered(graph, state, { width: 860, height: 620 });
  const leaves = Object.entries(bounds).filter(([id]) => id.startsWith("claim")).map(([, box]) => box);
  const columns = new Set(leaves.map(({ x }) => x)).size;
  expect(columns).toBeGreaterThan(3);
  expect(columns).toBeLessThan(9);
  expect(Math.max(...leaves.map(({ x }) => x))).toBeLessThan(bounds.hub?.x ?? 0);
  expect(overlaps({ bounds })).toBe(0);
});

test("columns stand nearer to each other where cards would be too small to read", () => {
  const [graph, state] = drawing([["a", "figures", "b"], ["c", "figures", "a"], ["d", "printed-in", "c"], ["e", "printed-in", "d"]]);
  const width = (room: number) => {
    const { bounds } = layered(graph, state, { width: room, height: 900 });
    return Math.max(...Object.values(bounds).map(({ x }) => x));
  };
  expect(width(600)).toBeLessThan(width(2000));
});
