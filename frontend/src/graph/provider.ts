// The graph as the library asks for it, on top of what the explorer knows.

import { EmptyDataProvider, type DataProvider, type ElementModel, type LinkModel } from "@reactodia/workspace";

import { LABEL, ONTOLOGY, TEXT_WITH_LANGUAGE, XSD } from "../shared/namespaces";
import { pageLanguage } from "../shared/words";
import type { Edge, Knowledge } from "./knowledge";
import { relationOf } from "./relations";
import { LANGUAGES } from "./state";
import type { Card } from "./things";

/** A property of links: how many claims a derived relation rests on. */
export const CLAIMS = "urn:refusals:claims";

/** A literal of RDF/JS. */
export interface Literal {
  termType: "Literal";
  value: string;
  language: string;
  datatype: { termType: "NamedNode"; value: string };
}

function literal(value: string, language = ""): Literal {
  const datatype = language ? TEXT_WITH_LANGUAGE : `${XSD}string`;
  return { termType: "Literal", value, language, datatype: { termType: "NamedNode", value: datatype } };
}

/** A thing as the library has it; its card tells the rest. */
export function elementOf(card: Card): ElementModel {
  return {
    id: card.iri,
    types: card.classes.map((name) => ONTOLOGY + name),
    properties: { [LABEL]: [literal(card.label, card.language)] },
  };
}

/** A relation as the library has it. */
export function linkOf(edge: Edge): LinkModel {
  const properties: LinkModel["properties"] = edge.count ? { [CLAIMS]: [literal(String(edge.count))] } : {};
  return { linkTypeId: edge.relation, sourceId: edge.source, targetId: edge.target, properties };
}

/** Between which things on the canvas each relation is; each is there once, in its own direction. */
export async function edgesAmong(knowledge: Knowledge, iris: readonly string[], signal?: AbortSignal): Promise<Edge[]> {
  const shown = new Set(iris);
  const edges = await knowledge.edges(iris, signal);
  return edges.filter((edge) => shown.has(edge.source) && shown.has(edge.target));
}

/** What the library asks for when it draws or restores a diagram. */
export class GraphProvider extends EmptyDataProvider implements DataProvider {
  constructor(private readonly knowledge: Knowledge) {
    super();
  }

  override async elements({ elementIds, signal }: Parameters<DataProvider["elements"]>[0]) {
    const cards = await this.knowledge.cards(elementIds, pageLanguage(), signal);
    return new Map(cards.map((card) => [card.iri, elementOf(card)]));
  }

  override async links({ primary, secondary, signal }: Parameters<DataProvider["links"]>[0]) {
    const added = new Set(secondary);
    const edges = await edgesAmong(this.knowledge, [...new Set([...primary, ...secondary])], signal);
    return edges.filter((edge) => added.has(edge.source) || added.has(edge.target)).map(linkOf);
  }

  override linkTypes({ linkTypeIds }: Parameters<DataProvider["linkTypes"]>[0]) {
    const found = linkTypeIds.flatMap((id) => {
      const relation = relationOf(id);
      if (!relation) return [];
      const label = LANGUAGES.map((language) => literal(relation.out[language] ?? id, language));
      return [[id, { id, label }] as const];
    });
    return Promise.resolve(new Map(found));
  }
}
