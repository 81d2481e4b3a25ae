// The relations that the explorer follows (`data/relations.json`): each a property, or a pattern
// where a thing between two others would only be in the way, with words for both directions.

import { decoded } from "../shared/addresses";
import stored from "./data/relations.json";

/** The direction in which a relation is followed from a thing. */
export type Way = "out" | "in";
type Texts = Record<string, string>;

/** A relation that the explorer follows. */
export interface Relation {
  id: string;
  /** Of the graph, with its prefix; "" where `pattern` takes its place. */
  property: string;
  /** SPARQL between ?s and ?o, with ?n where it counts. */
  pattern?: string;
  /** Classes at either end; of any class where they are not given. */
  from?: string[];
  to?: string[];
  out: Texts;
  in: Texts;
  /** Whether it leads to who says or does a thing, so that people may stand at its end. */
  source?: boolean;
  /** Followed from its beginning only: backwards, it would bring together what speakers without a
   *  name say. */
  oneWay?: boolean;
  /** Counted by the explorer from several claims, and stated nowhere. */
  derived?: boolean;
  /** -1: what it leads to comes first in a drawing from who says to who prints; 0: neither does. */
  flow?: number;
}

/** All of them, in the order in which they are shown. */
export const RELATIONS = stored as Relation[];

const known = new Map(RELATIONS.map((relation) => [relation.id, relation]));

/** The relation of an id; undefined where it is followed by nothing here. */
export function relationOf(id: string): Relation | undefined {
  return known.get(id);
}

/** What a relation is called from one of its ends, in a language of the site. */
export function wordsOf(relation: Relation, way: Way, language: string): string {
  return relation[way][language] ?? relation[way].en ?? relation.id;
}

/** The relation that a property is between things of some classes; undefined where it is none that
 *  is followed. */
export function relationBetween(
  property: string,
  from: readonly string[],
  to: readonly string[],
): Relation | undefined {
  const fits = (wanted: string[] | undefined, classes: readonly string[]) =>
    !wanted || classes.some((name) => wanted.includes(name));
  return RELATIONS.find((one) =>
    (one.id === property || (one.property !== "" && one.property === property))
    && fits(one.from, from) && fits(one.to, to));
}

/** What a relation by its id is called, also one that is only a property of some vocabulary. */
export function lineWords(id: string, language: string): string {
  const relation = known.get(id);
  return relation ? wordsOf(relation, "out", language) : spaced(id);
}

/** The end of an IRI as words: `…#producedBy` is "produced by". */
export function spaced(iri: string): string {
  const tail = iri.split(/[/#]/).filter(Boolean).pop() ?? iri;
  return decoded(tail).replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[-_]/g, " ").toLowerCase();
}
