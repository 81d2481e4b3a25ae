// Names in a query that the release does not use: a usual cause of a result that is empty.

import { learn } from "./completion";
import type { Vocabulary } from "./data";
import { declaredIn, expanded } from "./prefixes";
import { scan } from "./scan";

/** Names of the ontology in a query that are no class and no property of the release, each once; none
 *  if the vocabulary cannot be fetched. */
export async function unusedNames(query: string): Promise<string[]> {
  const known = await learn();
  return known ? unusedIn(query, known) : [];
}

export function unusedIn(query: string, known: Vocabulary): string[] {
  const tokens = scan(query);
  const declared = declaredIn(tokens);
  const ontology = known.prefixes.ref ?? "";
  const unused = tokens.filter(({ kind, text }) => {
    const iri = kind === "name" || kind === "iri" ? expanded(text, declared, known.prefixes) : null;
    return iri?.startsWith(ontology) && iri !== ontology && !known.termOf.has(iri);
  });
  return [...new Set(unused.map((token) => token.text))];
}
