// Keeping the canvas in order: all of it by a layout or, once a reader has put something to a place
// of their own, only what is new.

import {
  applyLayout, boundsOf, calculateLayout, RestoreGeometry, TranslatedText,
  type CanvasApi, type Element, type Rect, type WorkspaceContext,
} from "@reactodia/workspace";

import { placesBeside, settled } from "./beside";
import { layoutOf, type LayoutName } from "./layouts";

/** More things than that are put to their places without being seen on their way. */
const MOST_MOVED = 80;

/** Puts things to their places, and knows whether the reader has put any. */
export class Arranger {
  layout: LayoutName = "layers";
  /** Where layouts have put things, also those that were undone since. */
  private readonly given = new Map<string, Set<string>>();

  constructor(private readonly workspace: WorkspaceContext) {}

  /** Whether a reader, or who made the view that was opened, has put something to its place. */
  get isByHand(): boolean {
    return this.workspace.model.elements.some((element) => !this.given.get(element.id)?.has(placeOf(element)));
  }

  /** Put everything where a layout wants it. */
  async arrange(layout: LayoutName, canvas: CanvasApi): Promise<void> {
    this.layout = layout;
    await this.atOnce(canvas, () => undefined, false);
  }

  /** Do something and find places for what is new; both are undone together. Nothing in it waits for
   *  the network or for a frame: what the reader does meanwhile would become a part of it.
   *  @param beside what the new things have to do with */
  async add<Done>(canvas: CanvasApi, task: () => Done, beside?: Element): Promise<Done> {
    return this.atOnce(canvas, task, this.isByHand, beside);
  }

  /** Take everything to be where a layout has put it. */
  adopt(layout: LayoutName): void {
    this.layout = layout;
    this.give();
  }

  /** Move down what stands on something else, as where words are longer in another language. */
  settle(canvas: CanvasApi): void {
    canvas.renderingState.syncUpdate();
    const { elements } = this.workspace.model;
    const tops = settled(elements.map((element) => boundsOf(element, canvas.renderingState)));
    elements.forEach((element, index) => {
      const { x, y } = element.position;
      if (tops[index] !== y) element.setPosition({ x, y: tops[index] ?? y });
    });
  }

  private async atOnce<Done>(canvas: CanvasApi, task: () => Done, isKept: boolean, beside?: Element): Promise<Done> {
    const { model } = this.workspace;
    const batch = model.history.startBatch(TranslatedText.text("connections_menu.place_elements.command"));
    const before = new Set(model.elements);
    const middle = beside ?? [...before].at(-1);
    const box = middle && boundsOf(middle, canvas.renderingState);
    const done = await task();
    canvas.renderingState.syncUpdate();
    batch.history.registerToUndo(RestoreGeometry.capture(model));
    const finish = isKept && box ? this.placing(canvas, before, box) : await this.arranging(canvas);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches || model.elements.length > MOST_MOVED;
    const stored = () => {
      finish();
      batch.store();
    };
    if (isStill) stored();
    else await canvas.animateGraph(stored);
    return done;
  }

  private placing({ renderingState }: CanvasApi, before: ReadonlySet<Element>, box: Rect): () => void {
    const { elements } = this.workspace.model;
    const boxOf = (element: Element) => boundsOf(element, renderingState);
    const fresh = elements.filter((element) => !before.has(element));
    const others = elements.filter((element) => before.has(element)).map(boxOf);
    const places = placesBeside(box, fresh.map(boxOf), others);
    return () => fresh.forEach((element, index) => element.setPosition(places[index] ?? element.position));
  }

  private async arranging({ renderingState, metrics }: CanvasApi): Promise<() => void> {
    const { model } = this.workspace;
    const { clientWidth: width, clientHeight: height } = metrics.area;
    const layoutFunction = layoutOf(this.layout, { width, height });
    const layout = await calculateLayout({ layoutFunction, model, sizeProvider: renderingState });
    return () => {
      applyLayout(layout, model);
      this.give();
    };
  }

  private give(): void {
    for (const element of this.workspace.model.elements)
      this.given.set(element.id, (this.given.get(element.id) ?? new Set()).add(placeOf(element)));
  }
}

function placeOf({ position }: Element): string {
  return `${position.x} ${position.y}`;
}
