// Names of things in the reader's language, asked of the endpoint for the IRIs that are shown.

import { readJson, select, type Solution, type Term } from "../shared/endpoint";
import { pageAddress, pageOf } from "../shared/addresses";
import { RDFS, SKOS, THINGS } from "../shared/namespaces";
import { pageLanguage } from "../shared/words";
import { shortText } from "./terms";

const MOST_AT_ONCE = 200; // IRIs in one query, which may not be too long
const MOST_IN_ALL = 2000;
const MOST_CARDS = 60; // as many are asked for at once (`MOST_CARDS` of the server)
const CLAIMS = `${THINGS}claim/`;
const SAFE = /^[^<>"{}|\\^`\s]+$/;

/** A name, and its language where it is not the reader's. */
interface Name {
  text: string;
  language: string | null;
}

/** What a card of the explorer says of a thing's name. */
interface Card {
  iri: string;
  label: string;
  language: string;
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
  const foreign = iris.filter((iri) => iri.startsWith(CLAIMS) && names.get(iri)?.language);
  const figures = await figuresOf(foreign, signal).catch(() => []); // they stay named in English
  for (const { iri, label } of figures) names.set(iri, { text: label, language: null });
  return names;
}

/** Figures among some claims, named in the reader's language: the graph names them in English, and
 *  pages put their numbers, measures and dates into words. */
async function figuresOf(claims: readonly string[], signal?: AbortSignal): Promise<Card[]> {
  const found: Card[] = [];
  for (let at = 0; at < claims.length; at += MOST_CARDS) {
    const some = claims.slice(at, at + MOST_CARDS);
    const asked = new URLSearchParams(some.map((iri) => ["thing", iri.slice(THINGS.length)]));
    const { cards } = await readJson<{ cards: Card[] }>(pageAddress(`/graph/cards.json?${asked}`), signal);
    found.push(...cards.filter((card) => card.language === pageLanguage()));
  }
  return found;
}

function rank(own: string, language: string): number {
  return own === language ? 0 : own === "en" ? 1 : 2;
}
