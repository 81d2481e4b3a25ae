// What the explorer knows of the graph: cards, relations and their counts, asked for in batches and
// kept as long as the page is open.

import { readJson, select, type Solution } from "../shared/endpoint";
import { ONTOLOGY } from "../shared/namespaces";
import { pageLanguage, say } from "../shared/words";
import {
  countsQuery, edgesQuery, expanded, MOST_LISTED, MOST_RELATED, membersQuery, relatedQuery,
} from "./queries";
import { RELATIONS, relationBetween, relationOf, type Relation, type Way } from "./relations";
import {
  claimOf, iriOf, mayUnfold, nameOf, NEVER_LISTED, NEVER_TOGETHER, sourceOf, type Card,
} from "./things";

/** As many cards are asked for at once (`MOST_CARDS` of the server). */
const BATCH = 60;

/** A relation between two things, by their IRIs. */
export interface Edge {
  relation: string;
  source: string;
  target: string;
  /** How many claims a derived relation rests on. */
  count?: number;
}

/** A relation of a thing, with how many are at its other end. */
export interface Counted {
  relation: Relation;
  way: Way;
  count: number;
}

/** Some of the things asked for, and whether there are more. */
export interface Found {
  iris: string[];
  isAll: boolean;
}

/** That of somebody without a name nothing is put together. */
export class NeverTogether extends Error {
  constructor() {
    super(say("Somebody without a name gets no profile: what such speakers say is never put together."));
    this.name = "NeverTogether";
  }
}

/** What was asked of the server so far; nothing is asked twice. */
export class Knowledge {
  private readonly cardsBy = new Map<string, Map<string, Card>>();
  private readonly edgesOf = new Map<string, Edge[]>();
  private readonly countsOf = new Map<string, Counted[]>();
  private readonly relatedTo = new Map<string, Found>();

  constructor(
    private readonly ask: typeof select = select,
    private readonly read: typeof readJson = readJson,
  ) {}

  /** A card that has been fetched before. */
  card(iri: string, language: string): Card | undefined {
    return this.cardsBy.get(language)?.get(iri);
  }

  /** Keep cards that were made elsewhere. */
  keep(cards: readonly Card[], language: string): void {
    const known = this.cardsBy.get(language) ?? new Map<string, Card>();
    this.cardsBy.set(language, known);
    for (const card of cards) known.set(card.iri, card);
  }

  /** Fetch the cards of things in a language; those that the graph does not have are left out.
   *  @throws Refusal as `readJson` does */
  async cards(iris: readonly string[], language: string, signal?: AbortSignal): Promise<Card[]> {
    this.keep([], language);
    const known = this.cardsBy.get(language) ?? new Map<string, Card>();
    const real = iris.map((iri) => claimOf(iri) ?? iri);
    const missing = [...new Set(real)].filter((iri) => !known.has(iri));
    const prefix = language === "en" ? "" : `/${language}`;
    for (const batch of batches(missing)) {
      const asked = batch.map((iri) => `thing=${encodeURIComponent(nameOf(iri))}`).join("&");
      const found = await this.read<{ cards: Card[] }>(`${prefix}/graph/cards.json?${asked}`, signal);
      for (const card of found.cards) known.set(card.iri, card);
    }
    for (const iri of iris) this.standIn(iri, known);
    return iris.flatMap((iri) => known.get(iri) ?? []);
  }

  /** What things lead to.
   *  @throws Refusal as `select` does */
  async edges(iris: readonly string[], signal?: AbortSignal): Promise<Edge[]> {
    const wanted = iris.filter((iri) => claimOf(iri) === null);
    const missing = wanted.filter((iri) => !this.edgesOf.has(iri));
    for (const batch of batches(missing)) {
      const found = await this.ask(edgesQuery(batch), signal);
      for (const iri of batch) this.edgesOf.set(iri, []);
      for (const edge of edgesFrom(found.results.bindings)) this.edgesOf.get(edge.source)?.push(edge);
    }
    return wanted.flatMap((iri) => this.edgesOf.get(iri) ?? []);
  }

  /** The relations of a thing with their counts, those that lead away first.
   *  @throws NeverTogether of who has no name */
  async counts(card: Card, signal?: AbortSignal): Promise<Counted[]> {
    if (!mayUnfold(card)) throw new NeverTogether();
    const known = this.countsOf.get(card.iri);
    if (known) return known;
    const [edges, pointing] = await Promise.all([
      this.edges([card.iri], signal),
      this.ask(countsQuery(card.iri), signal),
    ]);
    const counts = countsFrom(edges, pointing.results.bindings);
    this.countsOf.set(card.iri, counts);
    return counts;
  }

  /** What is at the other end of a relation of a thing.
   *  @throws NeverTogether of who has no name */
  async related(card: Card, relation: Relation, way: Way, signal?: AbortSignal): Promise<Found> {
    if (!mayUnfold(card)) throw new NeverTogether();
    if (way === "out") {
      const edges = await this.edges([card.iri], signal);
      const iris = edges.filter((edge) => edge.relation === relation.id).map((edge) => edge.target);
      return { iris: [...new Set(iris)], isAll: true };
    }
    if (relation.oneWay) throw new NeverTogether();
    const key = `${relation.id} ${card.iri}`;
    const known = this.relatedTo.get(key);
    if (known) return known;
    const found = firstOf(await this.ask(relatedQuery(card.iri, relation), signal), MOST_RELATED);
    this.relatedTo.set(key, found);
    return found;
  }

  /** Things of a class; of people and of who has no name, none. */
  async members(name: string, signal?: AbortSignal): Promise<Found> {
    if (NEVER_TOGETHER.includes(name) || NEVER_LISTED.includes(name)) return { iris: [], isAll: true };
    return firstOf(await this.ask(membersQuery(name), signal), MOST_LISTED);
  }

  private standIn(iri: string, known: Map<string, Card>): void {
    const claim = claimOf(iri);
    const card = claim && known.get(claim);
    if (!card || known.has(iri)) return;
    known.set(iri, {
      iri,
      path: card.path,
      classes: ["AnonymousSource"],
      kind: say("Source of one claim"),
      label: card.said_by ?? say("a speaker without a name"),
      language: pageLanguage(),
      nameless: true,
    });
  }
}

/** Edges of the rows of `edgesQuery`. A speaker without a name becomes the source of that claim
 *  alone, and is nowhere else. */
export function edgesFrom(rows: readonly Solution[]): Edge[] {
  const found = new Map<string, Edge & { from: string[]; to: string[]; property: string }>();
  for (const row of rows) {
    const [s, p, o] = [row.s?.value ?? "", row.p?.value ?? "", row.o?.value ?? ""];
    const key = `${s} ${p} ${o}`;
    const edge = found.get(key) ?? { relation: "", source: s, target: o, from: [], to: [], property: p };
    edge.from.push(className(row.from?.value));
    edge.to.push(className(row.to?.value));
    if (row.n) edge.count = Number(row.n.value);
    found.set(key, edge);
  }
  return [...found.values()].flatMap(({ from, to, property, ...edge }) => {
    const relation = relationBetween(shortened(property), from, to);
    if (!relation || edge.source === edge.target) return [];
    if (to.some((name) => NEVER_TOGETHER.includes(name))) {
      const isSource = relation.id === "figures" || relation.id === "statements";
      return isSource ? [{ ...edge, relation: relation.id, target: sourceOf(edge.source) }] : [];
    }
    if (!relation.source && to.some((name) => NEVER_LISTED.includes(name)) && !isOfClaim(from)) return [];
    return [{ ...edge, relation: relation.id }];
  });
}

/** Counts of a thing's own edges, and of the rows of `countsQuery`. */
export function countsFrom(edges: readonly Edge[], rows: readonly Solution[]): Counted[] {
  const counts = new Map<string, Counted>();
  const add = (relation: Relation | undefined, way: Way, count: number) => {
    if (!relation) return;
    const key = `${relation.id} ${way}`;
    const known = counts.get(key);
    counts.set(key, { relation, way, count: (known?.count ?? 0) + count });
  };
  for (const edge of edges) add(relationOf(edge.relation), "out", 1);
  for (const row of rows) {
    const [from, to] = [className(row.from?.value), className(row.to?.value)];
    add(relationBetween(shortened(row.p?.value ?? ""), [from], [to]), "in", Number(row.count?.value));
  }
  const place = (one: Counted) => RELATIONS.indexOf(one.relation) + (one.way === "in" ? 0.5 : 0);
  return [...counts.values()].sort((a, b) => place(a) - place(b));
}

function isOfClaim(classes: readonly string[]): boolean {
  return classes.some((name) => ["ReportedCount", "ComputedCount", "Statement"].includes(name));
}

const SHORT = new Map(RELATIONS.filter((one) => one.property).map((one) => [expanded(one.property), one.property]));

function shortened(property: string): string {
  return SHORT.get(property) ?? property;
}

function className(iri: string | undefined): string {
  return iri?.startsWith(ONTOLOGY) ? iri.slice(ONTOLOGY.length) : "";
}

function firstOf(found: Awaited<ReturnType<typeof select>>, most: number): Found {
  const iris = found.results.bindings.flatMap((row) => (row.s ? [iriOf(row.s.value)] : []));
  return { iris: iris.slice(0, most), isAll: iris.length <= most };
}

function* batches(iris: readonly string[]): Generator<string[]> {
  for (let start = 0; start < iris.length; start += BATCH) yield iris.slice(start, start + BATCH);
}
