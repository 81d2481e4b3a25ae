// Where things stand: in layers, from who says to who prints, or pushed apart by forces. Both are
// reckoned without chance, so that the same view is drawn alike everywhere.

import type { LayoutFunction } from "@reactodia/workspace";

import { forced } from "./forces";
import { layered } from "./layers";

export type LayoutName = "layers" | "force";

export const LAYOUTS: Record<LayoutName, LayoutFunction> = {
  layers: (graph, state) => Promise.resolve(layered(graph, state)),
  force: (graph, state) => Promise.resolve(forced(graph, state)),
};
