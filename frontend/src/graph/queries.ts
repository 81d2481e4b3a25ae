// The queries of the explorer, as the endpoint gets them.

import { DCTERMS, ONTOLOGY, PROV, SKOS } from "../shared/namespaces";
import { RELATIONS, type Relation } from "./relations";
import { NEVER_LISTED, NEVER_TOGETHER } from "./things";

/** How many neighbours by one relation are fetched at most. */
export const MOST_RELATED = 300;
/** How many things of a kind are listed at most. */
export const MOST_LISTED = 100;

const PREFIXES: Record<string, string> = { ref: ONTOLOGY, dcterms: DCTERMS, prov: PROV, skos: SKOS };
const HEAD = Object.entries(PREFIXES).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("");
const UNLISTED = [...NEVER_TOGETHER, ...NEVER_LISTED].map((name) => `ref:${name}`).join(", ");
// Nobody is listed who has no name, and no people: not who points at a thing, either.
const LISTED = `FILTER NOT EXISTS { ?s a ?unlisted FILTER(?unlisted IN (${UNLISTED})) }`;
const OF_OURS = `?s a ?from . ?o a ?to .
  FILTER(STRSTARTS(STR(?from), STR(ref:)) && STRSTARTS(STR(?to), STR(ref:)))`;

/** A full IRI for a name with one of the prefixes of `relations.json`. */
export function expanded(name: string): string {
  const [prefix = "", local = ""] = name.split(":");
  return (PREFIXES[prefix] ?? `${prefix}:`) + local;
}

/** What things lead to: ?s ?p ?o with the classes of both ends; ?n where a relation counts.
 *  ?p is a property, or the id of a relation that is a pattern. */
export function edgesQuery(iris: readonly string[]): string {
  return `${HEAD}SELECT ?s ?p ?o ?from ?to ?n WHERE {
  VALUES ?s { ${nodes(iris)} }
  ${anyRelation(RELATIONS)}
  ${OF_OURS}
}`;
}

/** How many lead to a thing, by property and class. */
export function countsQuery(iri: string): string {
  const both = RELATIONS.filter((relation) => !relation.oneWay);
  return `${HEAD}SELECT ?p ?from ?to (COUNT(DISTINCT ?s) AS ?count) WHERE {
  VALUES ?o { ${nodes([iri])} }
  ${anyRelation(both)}
  ${OF_OURS}
  ${LISTED}
} GROUP BY ?p ?from ?to`;
}

/** What leads to a thing by one relation, one more than is fetched at most. */
export function relatedQuery(iri: string, relation: Relation): string {
  const from = relation.from?.map((name) => `ref:${name}`).join(", ");
  const to = relation.to?.map((name) => `ref:${name}`).join(", ");
  return `${HEAD}SELECT DISTINCT ?s WHERE {
  VALUES ?o { ${nodes([iri])} }
  ${one(relation)}
  ${OF_OURS}
  ${from ? `FILTER(?from IN (${from}))` : ""}
  ${to ? `FILTER(?to IN (${to}))` : ""}
  ${LISTED}
} ORDER BY ?s LIMIT ${MOST_RELATED + 1}`;
}

/** Things of a class, one more than are listed at most; of a class of people nothing. */
export function membersQuery(name: string): string {
  return `${HEAD}SELECT DISTINCT ?s WHERE { ?s a ref:${name} . ${LISTED} } ORDER BY ?s LIMIT ${MOST_LISTED + 1}`;
}

function anyRelation(relations: readonly Relation[]): string {
  const plain = [...new Set(relations.map((each) => each.property).filter(Boolean))];
  const parts = relations.filter((each) => each.pattern).map((each) => `{ ${one(each)} BIND("${each.id}" AS ?p) }`);
  return [`{ VALUES ?p { ${plain.join(" ")} } ?s ?p ?o }`, ...parts].join("\n  UNION ");
}

function one(relation: Relation): string {
  return relation.pattern ?? `?s ${relation.property} ?o .`;
}

function nodes(iris: readonly string[]): string {
  return iris.map((iri) => `<${safe(iri)}>`).join(" ");
}

/** @throws RangeError if an IRI has a character that would end it (SPARQL 1.1 §19.8, IRIREF) */
function safe(iri: string): string {
  if (/[\u0000-\u0020<>"{}|^`\\]/.test(iri)) throw new RangeError(`not an IRI: ${iri}`);
  return iri;
}
