// Where things stand: in layers, from who says to who prints, or pushed apart by forces. Both are
// reckoned without chance, so that the same view is drawn alike everywhere.

import type { LayoutFunction, Size } from "@reactodia/workspace";

import { forced } from "./forces";
import { layered } from "./layers";

export type LayoutName = "layers" | "force";

export function isLayout(value: unknown): value is LayoutName {
  return value === "layers" || value === "force";
}

/** @param room the size of the canvas */
export function layoutOf(name: LayoutName, room?: Size): LayoutFunction {
  return (graph, state) => Promise.resolve(name === "layers" ? layered(graph, state, room) : forced(graph, state));
}
