// The lines of the canvas and their words: both are found anew whenever something moves.

import {
  RelationGroup, RelationLink, type DataDiagramModel, type GraphStructure, type Link, type LinkRouter, type Rect,
  type RoutedLinks, type SizeProvider, type Vector,
} from "@reactodia/workspace";

import { labelsAmong, type Label, type Line, type Written } from "./labels";
import { CLAIMS, type Literal } from "./provider";
import { lineWords } from "./relations";
import { routesAmong } from "./routes";

/** Words are shortened to so many letters, one after the other, where there is no room for them. */
const SHORTENED = [12, 6, 0];
const PADDING = 4;

/** The routes of all lines. The vertices of each are the points of its path, as of `routesAmong`. */
export class AroundCards implements LinkRouter {
  route(graph: GraphStructure, sizes: SizeProvider): RoutedLinks {
    const boxes = new Map(graph.elements.map((element) => [element.id, sizes.getElementShape(element).bounds]));
    const links = graph.links.filter((link) => graph.getLinkVisibility(link.typeId) !== "hidden");
    const routes = routesAmong(boxes, links);
    labelsOf(graph as DataDiagramModel).place(links, routes, [...boxes.values()]); // it is the model of the canvas
    return new Map([...routes].map(([linkId, vertices]) => [linkId, { linkId, vertices }]));
  }
}

/** The places of the words of all lines of one canvas. */
class Labels {
  private readonly told = new Set<() => void>();
  private labels = new Map<string, Label>();
  private again: () => void = () => undefined;

  constructor(private readonly model: DataDiagramModel) {
    model.events.on("changeLanguage", () => this.again());
  }

  place(links: readonly Link[], routes: ReadonlyMap<string, readonly Vector[]>, cards: readonly Rect[]): void {
    this.again = () => {
      const found = labelsAmong(linesOf(links, routes, this.model.language), cards);
      for (const [id, label] of found) {
        const before = this.labels.get(id);
        if (before?.x === label.x && before.y === label.y && before.text === label.text) found.set(id, before);
      }
      this.labels = found;
      for (const tell of this.told) tell();
    };
    this.again();
  }

  /** Where the words of a line stand; undefined where there is no room for them. */
  of(id: string): Label | undefined {
    return this.labels.get(id);
  }

  readonly subscribe = (tell: () => void) => {
    this.told.add(tell);
    return () => void this.told.delete(tell);
  };
}

const all = new WeakMap<DataDiagramModel, Labels>();

export function labelsOf(model: DataDiagramModel): Labels {
  const labels = all.get(model) ?? new Labels(model);
  all.set(model, labels);
  return labels;
}

/** What a line says, and of how many relations or claims. */
export function wordsOfLine(link: Link, language: string): { words: string; count: string } {
  const claims = link instanceof RelationLink ? (link.data.properties[CLAIMS] as Literal[] | undefined) : undefined;
  const count = link instanceof RelationGroup ? String(link.items.length) : claims?.[0]?.value;
  return { words: lineWords(link.typeId, language), count: count ? ` · ${count}` : "" };
}

function linesOf(links: readonly Link[], routes: ReadonlyMap<string, readonly Vector[]>, language: string): Line[] {
  const degree = new Map<string, number>();
  for (const id of links.flatMap(({ sourceId, targetId }) => [sourceId, targetId])) degree.set(id, (degree.get(id) ?? 0) + 1);
  return links.flatMap((link): Line[] => {
    const points = routes.get(link.id);
    if (!points?.length) return [];
    const { id, typeId, sourceId, targetId } = link;
    const quiet = (degree.get(sourceId) ?? 0) > (degree.get(targetId) ?? 0) ? "target" : "source";
    const { words, count } = wordsOfLine(link, language);
    return [{ id, name: `${sourceId} ${typeId} ${targetId}`, points, quiet, words: lengths(words, count) }];
  });
}

function lengths(words: string, count: string): Written[] {
  const shorter = SHORTENED.filter((letters) => letters < words.length - 2).map((letters) => `${words.slice(0, letters).trimEnd()}…`);
  return [words, ...shorter].map((one) => written(one + (one === "…" ? "" : count)));
}

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** Measured as the style sheet writes it. */
function written(text: string): Written {
  let width = widths.get(text);
  if (width === undefined) {
    pen ??= document.createElement("canvas").getContext("2d");
    const root = getComputedStyle(document.documentElement);
    if (pen) pen.font = `${parseFloat(root.fontSize) * 0.72}px ${root.getPropertyValue("--sans")}`;
    width = Math.ceil(pen?.measureText(text).width ?? text.length * 7) + PADDING;
    widths.set(text, width);
  }
  return { text, width };
}
