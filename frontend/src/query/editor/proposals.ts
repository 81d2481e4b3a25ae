// What is proposed at a place of a query, in which order.

import { GRAPHS, THINGS, TYPE } from "../../shared/namespaces";
import { say, sayNumber } from "../../shared/words";
import { classesOf, propertiesOf } from "./classes";
import type { Context, Place } from "./context";
import { inLanguage, type InferredTerm, type NamedTerm, type Vocabulary } from "./data";
import { FORMS, FUNCTIONS, MODIFIERS, PATTERNS } from "./keywords";
import { isMeant, likeness } from "./matching";
import { written, type Prefixes } from "./prefixes";

/** Something that can be put in place of what is typed.
 *  `group` tells apart what fits (0, 1) from what is only possible (2, …); `detail` stands beside it. */
export interface Proposal {
  text: string;
  shown: string;
  detail: string;
  term: NamedTerm | null;
  section: string;
  group: number;
  rank: number;
}

/** What is proposed for. */
export interface Asked {
  context: Context;
  /** What is typed so far. */
  typed: string;
  declared: Prefixes;
  vocabulary: Vocabulary;
  language: string;
}

const MOST_PROPOSALS = 80;
const OPEN_PLACES: Place[] = ["subject", "object", "after", "expression", "projection", "modifier", "values"];

/** The proposals for what is typed, the best first. */
export function proposalsFor(asked: Asked): Proposal[] {
  const { place } = asked.context;
  const found: Proposal[] = [];
  if (place === "verb") found.push(...properties(asked));
  else if (place === "object" && asked.context.predicate === TYPE) found.push(...classes(asked));
  else if (place === "object") found.push(...concepts(asked));
  else if (place === "expression" || place === "values") found.push(...concepts(asked), ...classes(asked));
  else if (place === "graph") found.push(...graphs(asked));
  else if (place === "prefix") found.push(...prefixes(asked));
  if (OPEN_PLACES.includes(place) || (place === "verb" && asked.typed.startsWith("?")))
    found.push(...variables(asked));
  found.push(...keywords(asked));
  found.sort((one, other) => one.group - other.group || other.rank - one.rank);
  return found.slice(0, MOST_PROPOSALS);
}

function properties(asked: Asked): Proposal[] {
  const { context, vocabulary } = asked;
  const classNames = classesOf(context.subject, context.patterns, vocabulary);
  const fitting = propertiesOf(classNames, vocabulary);
  const of = classNames.length === 1 ? nameOf(asked, classNames[0] ?? "") : "";
  const section = of ? say("Properties of {name}", { name: of }) : say("Properties");
  const named = vocabulary.properties.filter((term) => term.iri !== TYPE); // which is written `a`
  const found = named.map((term) => {
    const count = fitting.get(term.iri);
    const fits = count !== undefined || !classNames.length;
    return proposal(asked, term, {
      detail: sayNumber(count ?? term.count),
      section: fits ? section : say("Other properties"),
      group: fits ? 1 : 3,
      uses: count ?? term.count,
    });
  });
  for (const term of vocabulary.inferred.filter((each) => each.kind === "property"))
    found.push(inferred(asked, term));
  const a: Proposal = {
    text: "a", shown: "a", detail: "rdf:type", term: null, section,
    // What is of a known class already is rarely said to be of another one.
    group: classNames.length ? 1 : 0, rank: 0,
  };
  return [...(likeness(asked.typed, "a") === 4 ? [a] : []), ...kept(found)];
}

function classes(asked: Asked): Proposal[] {
  const { vocabulary } = asked;
  const found = vocabulary.classes.map((term) =>
    proposal(asked, term, {
      detail: sayNumber(term.count), section: say("Classes"), group: 1, uses: term.count,
    }));
  for (const term of vocabulary.inferred.filter((each) => each.kind === "class"))
    found.push(inferred(asked, term));
  return kept(found);
}

function inferred(asked: Asked, term: InferredTerm): Proposal {
  const graph = graphName(term.graphs[0] ?? "");
  const section = say("Only in a graph of what was inferred");
  return proposal(asked, term, { detail: graph, section, group: 4, uses: 0 });
}

function concepts(asked: Asked): Proposal[] {
  const { context, vocabulary, language } = asked;
  const schemes = vocabulary.propertyOf.get(context.predicate ?? "")?.schemes ?? [];
  const isOpen = context.place !== "object";
  if (!isOpen && !schemes.length) return [];
  if (isOpen && asked.typed.length < 2) return [];
  return kept(
    vocabulary.concepts
      .filter((term) => isOpen || schemes.includes(term.scheme))
      .map((term) => {
        const [shown, detail] = [inLanguage(term.labels, language), kindOf(term.iri)];
        const group = isOpen ? 2 : 1;
        return { ...proposal(asked, term, { detail, section: say("Concepts"), group, uses: 0 }), shown, detail };
      }),
  );
}

function variables(asked: Asked): Proposal[] {
  const typed = asked.typed.replace("$", "?");
  if (typed && !typed.startsWith("?")) return [];
  return asked.context.variables
    .filter((name) => name.startsWith(typed) && name !== typed)
    .map((name) => plain(name, "", say("Variables"), typed ? 0 : 2));
}

function keywords(asked: Asked): Proposal[] {
  const { context, typed } = asked;
  if (!/^\p{L}+$/u.test(typed)) return [];
  const words: Partial<Record<Place, readonly string[]>> = {
    start: FORMS, projection: ["DISTINCT", "REDUCED", "WHERE", "FROM", "AS"], modifier: MODIFIERS,
    subject: PATTERNS, after: PATTERNS, expression: FUNCTIONS,
  };
  return (words[context.place] ?? [])
    .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()))
    .map((word) => plain(word, "", say("Keywords"), 2));
}

function graphs(asked: Asked): Proposal[] {
  const typed = asked.typed.replace(/^</, "");
  return asked.vocabulary.graphs
    .filter((iri) => likeness(typed, graphName(iri)) > 0 || iri.startsWith(typed))
    .map((iri) => plain(`<${iri}>`, "", say("Graphs"), 1, graphName(iri)));
}

function prefixes(asked: Asked): Proposal[] {
  return Object.entries(asked.vocabulary.prefixes)
    .filter(([name]) => asked.declared[name] === undefined && likeness(asked.typed, `${name}:`) === 4)
    .map(([name, iri]) => plain(`${name}: <${iri}>`, iri, say("Prefixes"), 1, `${name}:`));
}

function proposal(
  asked: Asked,
  term: NamedTerm,
  { detail, section, group, uses }: { detail: string; section: string; group: number; uses: number },
): Proposal {
  const text = nameOf(asked, term.iri);
  const like = likeness(asked.typed, text, term.labels, term.words) ||
    (isMeant(asked.typed, term.comments) ? 0.5 : 0);
  const rank = like === 0 ? -1 : like * 1e7 + uses;
  // Whoever reads another language is told what the name in front means.
  const own = asked.language === "en" ? "" : term.labels[asked.language] ?? "";
  const told = [own, detail].filter(Boolean).join(" · ");
  return { text, shown: text, detail: told, term, section, group, rank };
}

function plain(text: string, detail: string, section: string, group: number, shown = text): Proposal {
  return { text, shown, detail, term: null, section, group, rank: 0 };
}

/** What a graph is called within those of this project. */
function graphName(iri: string): string {
  return iri.startsWith(GRAPHS) ? iri.slice(GRAPHS.length) : iri;
}

/** What kind of thing an IRI of ours names: `measure` of `…/id/measure/x`. */
function kindOf(iri: string): string {
  return iri.startsWith(THINGS) ? iri.slice(THINGS.length).split("/")[0] ?? "" : "";
}

function kept(found: Proposal[]): Proposal[] {
  return found.filter((each) => each.rank >= 0);
}

function nameOf(asked: Asked, iri: string): string {
  return written(iri, asked.declared, asked.vocabulary.prefixes);
}
