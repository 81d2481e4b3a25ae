// Names of our own and of well-known vocabularies that stand for nothing in the release: mostly a letter
// is wrong.

import { select } from "../../shared/endpoint";
import { RDFS, THINGS } from "../../shared/namespaces";
import { suggest } from "../../shared/suggestions";
import { say } from "../../shared/words";
import type { Vocabulary } from "./data";
import { fix, type Finding } from "./findings";
import { nearest } from "./nearness";
import { expanded, written, type Prefixes } from "./prefixes";
import type { Token } from "./scan";

const NAME = /^[a-z-]+\/[^<>"{}|\\^`\s]+$/; // of a thing: its kind, and what it is called
const MOST_KINDS = 5;
const MOST_ASKED = 50; // IRIs of which it is asked at once whether they are there

/** What is known of things: the IRI that was probably meant, "" if none was, null if it is there. */
const meant = new Map<string, string | null>();

/** Warnings of terms that are in no vocabulary. */
export function unknownTerms(text: string, tokens: readonly Token[], declared: Prefixes, known: Vocabulary): Finding[] {
  return named(tokens, declared, known).flatMap(([token, iri]) => {
    const [namespace, local] = parted(iri);
    const isOurs = namespace === known.prefixes.ref;
    const isKnown = known.termOf.has(iri) || known.unused.includes(iri) || local === "";
    if (isKnown || !Object.values(known.prefixes).includes(namespace)) return [];
    const others = [...known.termOf.keys()].filter((each) => parted(each)[0] === namespace);
    const near = nearest(local, others.map((each) => parted(each)[1]));
    if (!near && !isOurs) return []; // it may be a term that is not used here
    return [finding(text, token, near && written(namespace + near, declared, known.prefixes),
      say("No class and no property of this release is called {names}.", { names: token.text }))];
  });
}

/** Warnings of things that are not in the release, which the server is asked for. */
export async function unknownThings(
  text: string, tokens: readonly Token[], declared: Prefixes, known: Vocabulary, signal?: AbortSignal,
): Promise<Finding[]> {
  const things = named(tokens, declared, known)
    .filter(([, iri]) => isThing(iri) && !known.termOf.has(iri));
  const unasked = [...new Set(things.map(([, iri]) => iri))].filter((iri) => !meant.has(iri));
  if (unasked.length && unasked.length <= MOST_ASKED) await learn(unasked, signal);
  return things.flatMap(([token, iri]) => {
    const other = meant.get(iri);
    if (other === null || other === undefined) return [];
    return [finding(text, token, other && written(other, declared, known.prefixes),
      say("Nothing in this release has the address {name}.", { name: token.text }))];
  });
}

/** Warnings of classes of which nothing is but by way of their kinds; these are asked for. */
export async function emptyClasses(
  text: string, tokens: readonly Token[], declared: Prefixes, known: Vocabulary, signal?: AbortSignal,
): Promise<Finding[]> {
  const empty = named(tokens, declared, known)
    .filter(([token, iri]) => known.unused.includes(iri) && tokens[tokens.indexOf(token) - 1]?.text === "a");
  const found = await Promise.all(empty.map(async ([token, iri]) => {
    const kinds = (await kindsOf(iri, signal)).map((kind) => written(kind, declared, known.prefixes));
    const message = say("Nothing is of {name} itself, only of its kinds: {kinds}.", { name: token.text, kinds: kinds.join(", ") });
    const fixes = kinds.map((kind) => fix(text, token.from, token.to, kind));
    return kinds.length ? [{ from: token.from, to: token.to, severity: "warning" as const, message, fixes }] : [];
  }));
  return found.flat();
}

async function kindsOf(iri: string, signal?: AbortSignal): Promise<string[]> {
  const path = `<${RDFS}subClassOf>+`;
  const found = await select(
    `SELECT DISTINCT ?kind { ?kind ${path} <${iri}> FILTER EXISTS { ?thing a ?kind } } ORDER BY ?kind LIMIT ${MOST_KINDS}`, signal);
  return found.results.bindings.flatMap(({ kind }) => kind?.value ?? []);
}

async function learn(iris: string[], signal?: AbortSignal): Promise<void> {
  const values = iris.map((iri) => `<${iri}>`).join(" ");
  const found = await select(`SELECT ?thing { VALUES ?thing { ${values} } FILTER EXISTS { ?thing ?property ?value } }`, signal);
  const there = new Set(found.results.bindings.map(({ thing }) => thing?.value));
  for (const iri of iris) meant.set(iri, there.has(iri) ? null : await likely(iri, signal));
}

/** The thing of the same kind that is called like an address that leads nowhere. */
async function likely(iri: string, signal?: AbortSignal): Promise<string> {
  const [kind, local] = parted(iri);
  const found = await suggest(local.replace(/[-_]/g, " "), signal);
  return found.find((each) => each.iri.startsWith(kind))?.iri ?? "";
}

function named(tokens: readonly Token[], declared: Prefixes, known: Vocabulary): [Token, string][] {
  return tokens.flatMap((token, index): [Token, string][] => {
    const isName = token.kind === "name" || token.kind === "iri";
    const iri = isName ? expanded(token.text, declared, known.prefixes) : null;
    const isDeclared = ["PREFIX", "BASE"].includes(
      (tokens[token.kind === "iri" ? index - 2 : index - 1]?.text ?? "").toUpperCase());
    return iri && !isDeclared ? [[token, iri]] : [];
  });
}

function isThing(iri: string): boolean {
  return iri.startsWith(THINGS) && NAME.test(iri.slice(THINGS.length));
}

function finding(text: string, { from, to }: Token, instead: string | null, message: string): Finding {
  return { from, to, severity: "warning", message, fixes: instead ? [fix(text, from, to, instead)] : [] };
}

/** An IRI as its namespace and the rest. */
function parted(iri: string): [string, string] {
  const end = Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1;
  return [iri.slice(0, end), iri.slice(end)];
}
