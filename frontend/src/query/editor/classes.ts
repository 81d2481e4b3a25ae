// Of which classes a variable can be, from what the query says of it.

import { TYPE } from "../../shared/namespaces";
import type { Pattern } from "./context";
import type { Vocabulary } from "./data";

/** The classes that a subject is of, by the patterns of the query: as they are named; else those that
 *  the properties lead to whose value it is; else those whose instances have all its properties.
 *  Empty where nothing tells. */
export function classesOf(
  subject: string | null,
  patterns: readonly Pattern[],
  vocabulary: Vocabulary,
): string[] {
  if (!subject) return [];
  const known = (iri: string | null | undefined) => !!iri && vocabulary.classOf.has(iri);
  const about = patterns.filter((pattern) => pattern.subject === subject);
  const named = about.filter((each) => each.predicate === TYPE).map((each) => each.object);
  if (named.some(known)) return unique(named.filter(known));
  const leading = patterns
    .filter((pattern) => pattern.object === subject)
    .map((pattern) => vocabulary.propertyOf.get(pattern.predicate)?.values);
  if (leading.some(known)) return unique(leading.filter(known) as string[]);
  const properties = about.map((each) => each.predicate).filter((iri) => vocabulary.propertyOf.has(iri));
  if (!properties.length) return [];
  return vocabulary.classes
    .filter((term) => {
      const has = new Set(term.properties.map(([iri]) => iri));
      return properties.every((iri) => has.has(iri));
    })
    .map((term) => term.iri);
}

/** How often the instances of some classes have each property, the most used first. */
export function propertiesOf(classes: readonly string[], vocabulary: Vocabulary): Map<string, number> {
  const uses = new Map<string, number>();
  for (const iri of classes)
    for (const [property, count] of vocabulary.classOf.get(iri)?.properties ?? [])
      uses.set(property, Math.max(count, uses.get(property) ?? 0));
  return new Map([...uses].sort(([, one], [, other]) => other - one));
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
