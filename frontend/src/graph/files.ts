// Views as files: the drawing, to be opened again here, and the facts that are drawn, for anyone.

import type { SerializedDiagram } from "@reactodia/workspace";

import { DCTERMS, ONTOLOGY, RDFS, RELEASES } from "../shared/namespaces";
import type { Edge } from "./knowledge";
import { expanded } from "./queries";
import { relationOf } from "./relations";
import { checked, NoView, type View } from "./state";
import { claimOf, type Card } from "./things";

/** Bytes of a file that is read. */
export const LARGEST_FILE = 4 * 2 ** 20;
const NOTICE = "A claim made in a source, not a fact established by this site.";

/** The drawing as a file: the diagram as the library writes it, and the language of its labels. The
 *  library's JSON-LD context is left out, since who reads one would ask another host for it. */
export function diagramFile(diagram: SerializedDiagram, language: string): string {
  return JSON.stringify({ ...diagram, "@context": undefined, language }, null, 2);
}

/** Read a drawing that was saved. Nothing of it is taken over but which things stand where.
 *  @throws NoView if it is none */
export function readDiagram(text: string): View {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new NoView();
  }
  const elements = member(member(parsed, "layoutData"), "elements");
  if (!Array.isArray(elements)) throw new NoView();
  const places = (elements as unknown[]).map((element) => {
    const position = member(element, "position");
    const items = member(element, "items");
    const iris = Array.isArray(items)
      ? (items as unknown[]).map((item) => member(item, "iri"))
      : [member(element, "iri")];
    return { x: member(position, "x"), y: member(position, "y"), iris };
  });
  return checked(member(parsed, "language") ?? "en", places);
}

/** The facts that are drawn, as JSON-LD 1.1. What the explorer only counts is left out, and so are
 *  speakers without a name and their stand-ins. */
export function factsFile(cards: readonly Card[], edges: readonly Edge[], release: string): string {
  const prefix = { ref: ONTOLOGY, rdfs: RDFS, dcterms: DCTERMS };
  const things = cards.filter((card) => !card.nameless && claimOf(card.iri) === null);
  const graph = things.map((card) => ({
    "@id": card.iri,
    "@type": card.classes.map((name) => `ref:${name}`),
    "rdfs:label": card.language ? { "@value": card.label, "@language": card.language } : card.label,
    ...relationsOf(card.iri, edges),
  }));
  const about = {
    "@id": "",
    "dcterms:title": "Refusals: a view of the graph",
    "dcterms:source": { "@id": RELEASES + release },
    "rdfs:comment": NOTICE,
  };
  return JSON.stringify({ "@context": prefix, "@graph": [about, ...graph] }, null, 2);
}

function relationsOf(iri: string, edges: readonly Edge[]): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = {};
  for (const edge of edges) {
    const relation = relationOf(edge.relation);
    if (edge.source !== iri || !relation || relation.derived || claimOf(edge.target) !== null) continue;
    const [key, value] = statement(relation.id, relation.property, edge.target);
    if (key) (found[key] ??= []).push(value);
  }
  return found;
}

/** A relation in the graph's own properties, with what stands between both ends. */
function statement(id: string, property: string, target: string): [string, unknown] {
  const end = { "@id": target };
  if (property) return [expanded(property), end];
  const between: Record<string, [string, unknown]> = {
    "printed-in": ["ref:hasMention", { "ref:inArticle": end }],
    "passed-on": ["ref:hasMention", { "ref:through": end }],
    "by-way-of": ["ref:hasMention", { "ref:hasRelay": { "ref:relayDocument": end } }],
    "tension": ["ref:caveat", { "ref:inTensionWith": end }],
  };
  return between[id] ?? ["", end];
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
