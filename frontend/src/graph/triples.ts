// Statements of a query's result as things with relations, for the small graph beside it.

import type { Term } from "../shared/endpoint";
import { LABEL, SKOS, THINGS, TYPE } from "../shared/namespaces";
import { say } from "../shared/words";
import type { Edge } from "./knowledge";
import { spaced } from "./relations";
import { claimOf, nameOf, sourceOf, type Card } from "./things";

/** A statement, its terms as in SPARQL 1.1 Query Results JSON. */
export interface Triple {
  subject: Term;
  predicate: Term;
  object: Term;
}

/** What is drawn of statements. */
export interface Drawn {
  cards: Card[];
  edges: Edge[];
  /** How many things there was no room for. */
  leftOut: number;
  /** Whether speakers without a name were taken out of it. */
  isSheltered?: boolean;
}

const LABELS = [LABEL, `${SKOS}prefLabel`];
const LONGEST_LINE = 120;

/** Things and relations of statements: values become lines of their thing, a class its kind, a
 *  label its name.
 *  @param most so many things are drawn */
export function drawnOf(triples: readonly Triple[], most: number, language: string): Drawn {
  const cards = new Map<string, Card>();
  const edges = new Map<string, Edge>();
  let leftOut = 0;
  const left = new Set<string>();
  const cardOf = (term: Term): Card | undefined => {
    const iri = term.type === "bnode" ? `_:${term.value}` : term.value;
    const known = cards.get(iri);
    if (known) return known;
    if (cards.size >= most) {
      if (!left.has(iri)) leftOut++;
      left.add(iri);
      return undefined;
    }
    const made = blankCard(iri);
    cards.set(iri, made);
    return made;
  };
  for (const { subject, predicate, object } of triples) {
    const card = cardOf(subject);
    if (!card) continue;
    if (predicate.value === TYPE) {
      card.classes.push(spaced(object.value));
      card.kind = card.classes.join(", ");
    } else if (object.type === "literal") describe(card, predicate.value, object, language);
    else {
      const target = cardOf(object);
      if (!target) continue;
      const edge = { relation: predicate.value, source: card.iri, target: target.iri };
      edges.set(Object.values(edge).join(" "), edge);
    }
  }
  return { cards: [...cards.values()], edges: [...edges.values()], leftOut };
}

/** The same without speakers who have no name: each claim of theirs has its own source instead, so
 *  that no query draws them a profile, nor several of them together.
 *  @param nameless IRIs of such speakers */
export function sheltered(drawn: Drawn, nameless: ReadonlySet<string>): Drawn {
  const cards = new Map(drawn.cards.filter(({ iri }) => !nameless.has(iri)).map((card) => [card.iri, card]));
  if (cards.size === drawn.cards.length) return drawn;
  const edges = drawn.edges.flatMap((edge) => {
    const target = nameless.has(edge.target) ? sourceOf(edge.source) : edge.target;
    if (nameless.has(edge.source) || (target !== edge.target && claimOf(target) === null)) return [];
    if (!cards.has(target)) cards.set(target, sourceCard(target));
    return [{ ...edge, target }];
  });
  return { ...drawn, cards: [...cards.values()], edges, isSheltered: true };
}

function sourceCard(iri: string): Card {
  const [kind, label] = [say("Source of one claim"), say("a speaker without a name")];
  return { ...blankCard(iri), classes: ["AnonymousSource"], kind, label, nameless: true };
}

/** IRIs of things of this graph, which have cards of their own. */
export function ownOf(drawn: Drawn): string[] {
  return drawn.cards.map((card) => card.iri).filter((iri) => iri.startsWith(THINGS));
}

function describe(card: Card, property: string, value: Term, language: string): void {
  const own = value["xml:lang"] ?? "";
  if (!LABELS.includes(property)) {
    const text = value.value.length > LONGEST_LINE ? `${value.value.slice(0, LONGEST_LINE)}…` : value.value;
    card.lines = [...new Set([...(card.lines ?? []), `${spaced(property)}: ${text}`])];
  } else if (own === language || card.language !== language) {
    card.label = value.value;
    card.language = own;
  }
}

function blankCard(iri: string): Card {
  const isBlank = iri.startsWith("_:");
  const label = isBlank ? iri : spaced(nameOf(iri));
  return { iri, path: "", classes: [], kind: "", label, language: "", nameless: false };
}
