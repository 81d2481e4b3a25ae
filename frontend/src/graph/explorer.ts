// What can be done with the canvas. Whatever changes what is shown can be undone.

import {
  EntityElement, EntityGroup, iterateEntitiesOf, iterateRelationsOf, TranslatedText,
  type CanvasApi, type Element, type LinkModel, type WorkspaceContext,
} from "@reactodia/workspace";

import { Arranger } from "./arranger";
import { fit, hidesSome } from "./fitting";
import { apartFrom, hubOf, Looking } from "./groups";
import { NeverTogether, type Counted, type Knowledge } from "./knowledge";
import type { LayoutName } from "./layouts";
import { edgesAmong, elementOf, GraphProvider, linkOf } from "./provider";
import { relationOf, type Relation, type Way } from "./relations";
import type { Place, View } from "./state";
import { mayUnfold, standing, type Card } from "./things";

/** So many neighbours by one relation stand apart; more become a group. */
const MOST_APART = 12;
/** So many things stand around the one that a view begins with. */
const FIRST_THINGS = 14;

/** A view that answers a question: things, and which relations are unfolded of which of them. */
export interface Preset {
  id: string;
  title: string;
  about: string;
  layout: LayoutName;
  things: string[];
  then: [of: string, relation: string, way: Way][];
}

/** A canvas, what is known of the graph, and what can be done with both. */
export class Explorer {
  /** Which member of a group is told of. */
  readonly looking: Looking;
  private readonly arranger: Arranger;

  constructor(
    readonly workspace: WorkspaceContext,
    readonly knowledge: Knowledge,
  ) {
    this.arranger = new Arranger(workspace);
    this.looking = new Looking(workspace.model);
  }

  get model() {
    return this.workspace.model;
  }

  get language(): string {
    return this.model.language;
  }

  /** How things are arranged; null once a reader has put something to a place of their own. */
  get layout(): LayoutName | null {
    return this.arranger.isByHand ? null : this.arranger.layout;
  }

  /** The canvas; it is there as long as the explorer is. */
  get canvas(): CanvasApi {
    const canvas = this.workspace.view.findAnyCanvas();
    if (!canvas) throw new Error("there is no canvas");
    return canvas;
  }

  /** IRIs of all that is shown, in groups or not. */
  get iris(): string[] {
    return this.model.elements.flatMap((element) => [...iterateEntitiesOf(element)].map((data) => data.id));
  }

  /** The element that shows a thing. */
  elementOf(iri: string): Element | undefined {
    return this.model.elements.find((element) =>
      element instanceof EntityElement ? element.iri === iri : element instanceof EntityGroup && element.itemIris.has(iri));
  }

  cardOf(iri: string): Card | undefined {
    return this.knowledge.card(iri, this.language);
  }

  /** How many things are shown that a relation leads to from a thing. */
  shownOf(iri: string, { id }: Relation, way: Way): number {
    const all = this.model.links.flatMap((link) => [...iterateRelationsOf(link)]).filter((one) => one.linkTypeId === id);
    const [near, far] = way === "out" ? (["sourceId", "targetId"] as const) : (["targetId", "sourceId"] as const);
    return new Set(all.flatMap((one) => (one[near] === iri ? [one[far]] : []))).size;
  }

  /** Take away all that is shown. */
  async clear(): Promise<void> {
    await this.model.createNewDiagram({ dataProvider: new GraphProvider(this.knowledge) });
  }

  /** Add things that are not shown yet, each by itself or all in one group, with their relations.
   *  @throws Refusal where the server does not tell of them */
  async add(iris: readonly string[], inGroup = false): Promise<void> {
    await this.fetch(iris);
    await this.atOnce(() => this.put([{ iris: [...iris], x: 0, y: 0 }], inGroup));
  }

  /** Add what a thing is related to: in a group where that is many. Tells what was left out.
   *  @throws NeverTogether of who has no name */
  async expand(iri: string, relation: Relation, way: Way): Promise<{ added: number; isAll: boolean }> {
    const card = this.cardOf(iri);
    const found = card ? await this.knowledge.related(card, relation, way) : { iris: [], isAll: true };
    const shown = new Set(this.iris);
    if (found.iris.every((one) => shown.has(one))) return { added: 0, isAll: found.isAll };
    await this.fetch(found.iris);
    return this.atOnce(() => this.unfold(iri, relation, way), this.elementOf(iri));
  }

  /** Begin with one thing and what it is first related to. */
  async begin(iri: string): Promise<void> {
    await this.clear();
    await this.put([{ iris: [iri], x: 0, y: 0 }]);
    const card = this.cardOf(iri);
    if (card && mayUnfold(card)) {
      let room = FIRST_THINGS;
      for (const one of firstRelations(await this.knowledge.counts(card))) {
        if (one.count > room && room < FIRST_THINGS) continue;
        const { added } = await this.unfold(iri, one.relation, one.way);
        room -= Math.min(added, MOST_APART);
      }
    }
    this.select(iri);
    await new Promise(requestAnimationFrame); // what stands beside the canvas takes room from it
    await this.arrange("layers");
    this.model.history.reset();
  }

  async open(preset: Preset): Promise<void> {
    await this.clear();
    await this.put([{ iris: preset.things, x: 0, y: 0 }]);
    for (const [of, id, way] of preset.then) {
      const relation = relationOf(id);
      if (relation && this.iris.includes(of)) await this.unfold(of, relation, way);
    }
    await this.arrange(preset.layout);
    this.model.history.reset();
  }

  /** Show a view as it was left. Where a layout had put everything, it does so again once more is added.
   *  @param chosen the thing that is told of beside it */
  async show(view: View, chosen: string | null = null): Promise<void> {
    await this.clear();
    await this.speak(view.language);
    await this.put(view.places, true);
    this.arranger.settle(this.canvas);
    if (view.layout) this.arranger.adopt(view.layout);
    if (chosen) this.select(chosen); // what stands beside the canvas takes room from it
    await this.fit(true);
    this.model.history.reset();
  }

  /** What is shown, and where. */
  view(): View {
    const places = this.model.elements.map((element): Place => ({
      iris: [...iterateEntitiesOf(element)].map((data) => data.id),
      ...element.position,
    }));
    const { layout } = this;
    return {
      language: this.language, places: places.filter((place) => place.iris.length > 0), ...(layout ? { layout } : {}),
    };
  }

  /** Name things in another language of the site. */
  async speak(language: string): Promise<void> {
    await this.knowledge.cards(this.iris, language);
    this.model.setLanguage(language);
  }

  /** Put everything where a layout wants it. */
  async arrange(layout: LayoutName): Promise<void> {
    await this.arranger.arrange(layout, this.canvas);
    await this.fit(true);
  }

  /** Bring everything into view; where it would be too small to read, what is chosen instead. */
  async fit(isReadable = false): Promise<void> {
    await fit(this.model, this.canvas, isReadable);
  }

  /** Bring everything into view again once something stands beside the canvas, if all was seen. */
  makeRoom(beside: HTMLElement | null): void {
    if (beside && hidesSome(beside)) void this.fit(true);
  }

  remove(elements: readonly Element[]): void {
    const batch = this.model.history.startBatch(TranslatedText.text("editor_controller.remove_items.command"));
    for (const element of elements) this.model.removeElement(element.id);
    batch.store();
  }

  /** Take a thing out of the group that it is in. If none is named, all are taken out, and what they
   *  are related to is chosen. */
  async takeOut(group: EntityGroup, iri?: string): Promise<void> {
    const hub = hubOf(group, this.model);
    if (!iri && hub) this.model.setSelection([hub]);
    await this.atOnce(() => {
      if (iri) this.model.ungroupSome(group, new Set([iri]));
      else this.model.ungroupAll([group]);
    }, group);
  }

  /** Things by themselves that a relation leads to from a thing, if they may be put in a group. */
  apart(iri: string, { id }: Relation, way: Way): EntityElement[] {
    return apartFrom(this.model, iri, id, way).filter((element) => this.mayGroup(element));
  }

  /** Put the neighbours of a kind together. */
  async group(elements: readonly EntityElement[]): Promise<void> {
    if (elements.some((element) => !this.mayGroup(element))) throw new NeverTogether();
    await this.atOnce(() => this.model.group(elements), elements[0]);
  }

  /** Choose a thing: what is in a group is told of there. */
  select(iri: string): void {
    const element = this.elementOf(iri);
    if (element instanceof EntityGroup) this.looking.look(element, iri);
    else if (element) this.model.setSelection([element]);
  }

  private mayGroup(element: EntityElement): boolean {
    const card = this.cardOf(element.iri);
    return !card || mayUnfold(card);
  }

  private async unfold(iri: string, relation: Relation, way: Way): Promise<{ added: number; isAll: boolean }> {
    const card = this.cardOf(iri);
    if (!card) return { added: 0, isAll: true };
    const found = await this.knowledge.related(card, relation, way);
    const shown = new Set(this.iris);
    const iris = found.iris.filter((one) => !shown.has(one));
    await this.put([{ iris, x: 0, y: 0 }], iris.length > MOST_APART);
    return { added: iris.length, isAll: found.isAll };
  }

  /** Add what is not shown yet. */
  private async put(places: readonly Place[], inGroups = false): Promise<void> {
    const wanted = places.flatMap((place) => place.iris);
    const found = standing(await this.knowledge.cards(wanted, this.language), !this.iris.length);
    const cards = new Map(found.map((card) => [card.iri, card]));
    const edges = await edgesAmong(this.knowledge, [...new Set([...this.iris, ...wanted])]);
    const shown = new Set(this.iris);
    const batch = this.model.history.startBatch(TranslatedText.text("connections_menu.place_elements.command"));
    for (const { iris, x, y } of places) {
      const items = [...new Set(iris)].flatMap((iri) => (shown.has(iri) ? [] : cards.get(iri) ?? []));
      for (const card of items) shown.add(card.iri);
      const position = { x, y };
      const grouped = inGroups ? items.filter(mayUnfold) : [];
      const apart = grouped.length > 1 ? items.filter((card) => !mayUnfold(card)) : items;
      // Called by what they show, so that a view is laid out alike each time.
      const called = (id: string) => (this.model.getElement(id) ? {} : { id });
      if (grouped.length > 1) {
        const all = { items: grouped.map((card) => ({ data: elementOf(card) })), position };
        this.model.addElement(new EntityGroup({ ...called(`group of ${grouped[0]?.iri}`), ...all }));
      }
      for (const card of apart)
        this.model.addElement(new EntityElement({ ...called(card.iri), data: elementOf(card), position }));
    }
    this.relate(edges.map(linkOf));
    batch.store();
  }

  private relate(links: readonly LinkModel[]): void {
    const key = (link: LinkModel) => `${link.linkTypeId} ${link.sourceId} ${link.targetId}`;
    const there = new Set(this.model.links.flatMap((link) => [...iterateRelationsOf(link)].map(key)));
    for (const link of links) {
      if (there.has(key(link))) continue;
      this.model.createLinkType(link.linkTypeId);
      this.model.createLinks(link);
    }
  }

  /** Fetch what is needed to show things, so that then they can be shown at once. */
  private async fetch(iris: readonly string[]): Promise<void> {
    await this.knowledge.cards(iris, this.language);
    await this.knowledge.edges([...this.iris, ...iris]);
  }

  private async atOnce<Done>(task: () => Done | Promise<Done>, beside?: Element): Promise<Done> {
    const done = await this.arranger.add(this.canvas, task, beside);
    await this.fit(true);
    return done;
  }
}

/** The relations that tell most of a thing at first: those that can stand apart, then others. */
function firstRelations(counts: readonly Counted[]): Counted[] {
  const stated = counts.filter((one) => !one.relation.derived);
  return [
    ...stated.filter((one) => one.count <= MOST_APART).slice(0, 5),
    ...stated.filter((one) => one.count > MOST_APART).slice(0, 3),
  ];
}
