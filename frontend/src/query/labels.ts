// Names of things in the reader's language, asked of the endpoint for the IRIs that are shown.

import { select, type Solution, type Term } from "../shared/endpoint";
import { pageOf } from "../shared/addresses";
import { RDFS, SKOS } from "../shared/namespaces";
import { pageLanguage } from "../shared/words";
import { shortText } from "./terms";

const MOST_AT_ONCE = 200; // IRIs in one query, which may not be too long
const MOST_IN_ALL = 2000;
const SAFE = /^[^<>"{}|\\^`\s]+$/;

/** A name, and its language where it is not the reader's. */
interface Name {
  text: string;
  language: string | null;
}

const known = new Map<string, Name | null>();

/** The name of a thing; null if none is known (yet). */
export function nameOf(iri: string): Name | null {
  return known.get(iri) ?? null;
}

/** A term as it is shown: an IRI by the name of what it is of, where that is known. */
export function shownText(term: Term): string {
  return (term.type === "uri" ? nameOf(term.value)?.text : null) ?? shortText(term);
}

/** The IRIs that stand anywhere in some rows. */
export function irisIn(rows: readonly Solution[]): string[] {
  const terms = rows.flatMap((row) => Object.values(row));
  return terms.flatMap((term) => (term?.type === "uri" ? [term.value] : []));
}

/** Learn the names of things of ours; quietly without them if they cannot be had.
 *  @returns whether any name came */
export async function learnNames(iris: Iterable<string>, signal?: AbortSignal): Promise<boolean> {
  const wanted = [...new Set(iris)]
    .filter((iri) => !known.has(iri) && pageOf(iri) && SAFE.test(iri))
    .slice(0, MOST_IN_ALL);
  let has = false;
  for (let at = 0; at < wanted.length; at += MOST_AT_ONCE) {
    const some = wanted.slice(at, at + MOST_AT_ONCE);
    try {
      for (const [iri, name] of await ask(some, signal)) {
        known.set(iri, name);
        has = true;
      }
    } catch {
      return has;
    }
    for (const iri of some) if (!known.has(iri)) known.set(iri, null);
  }
  return has;
}

async function ask(iris: string[], signal?: AbortSignal): Promise<Map<string, Name>> {
  const language = pageLanguage();
  const things = iris.map((iri) => `<${iri}>`).join(" ");
  const found = await select(
    `PREFIX rdfs: <${RDFS}>
PREFIX skos: <${SKOS}>
SELECT ?thing ?name {
  VALUES ?thing { ${things} }
  VALUES ?property { rdfs:label skos:prefLabel }
  ?thing ?property ?name
  FILTER(LANG(?name) IN ("${language}", "en", ""))
}`,
    signal,
  );
  const names = new Map<string, Name>();
  for (const { thing, name } of found.results.bindings) {
    if (!thing || !name) continue;
    const own = name["xml:lang"] ?? "";
    const known = names.get(thing.value);
    if (!known || rank(own, language) < rank(known.language ?? language, language))
      names.set(thing.value, { text: name.value, language: own === language || !own ? null : own });
  }
  return names;
}

function rank(own: string, language: string): number {
  return own === language ? 0 : own === "en" ? 1 : 2;
}
