// Terms of RDF as people read, compare and copy them.

import type { Term } from "../shared/endpoint";
import { DCTERMS, GRAPHS, ONTOLOGY, PROV, RDF, RDFS, SKOS, THINGS, XSD } from "../shared/namespaces";

/** Prefixes by which well-known IRIs are shortened. */
const PREFIXES: Record<string, string> = {
  ref: ONTOLOGY,
  id: THINGS,
  graph: GRAPHS,
  rdf: RDF,
  rdfs: RDFS,
  owl: "http://www.w3.org/2002/07/owl#",
  skos: SKOS,
  xsd: XSD,
  dcterms: DCTERMS,
  schema: "http://schema.org/",
  schemas: "https://schema.org/",
  prov: PROV,
  oa: "http://www.w3.org/ns/oa#",
  foaf: "http://xmlns.com/foaf/0.1/",
  wd: "http://www.wikidata.org/entity/",
};

const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "int", "long"].map(
    (name) => XSD + name,
  ),
);
const TIMES = new Set(["date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"].map((name) => XSD + name));
const YEAR = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(T.*)?/;

/** The number that a term is; null if it is none. */
export function numberOf(term: Term | undefined): number | null {
  if (term?.type !== "literal" || !NUMBERS.has(term.datatype ?? "")) return null;
  const text = term.value.replace("INF", "Infinity");
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}

/** The moment at which what a term names begins, in milliseconds of UTC; null if it is no time. */
export function timeOf(term: Term | undefined): number | null {
  if (term?.type !== "literal" || !TIMES.has(term.datatype ?? "")) return null;
  const match = YEAR.exec(term.value);
  if (!match) return null;
  const [, year, month = "01", day = "01", clock] = match;
  if (clock) {
    const exact = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(clock) ? term.value : `${term.value}Z`);
    return Number.isNaN(exact) ? null : exact;
  }
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** A term in few characters: an IRI with its prefix, a literal as it reads. */
export function shortText(term: Term): string {
  if (term.type === "uri") return compact(term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/** An IRI with the prefix of its vocabulary, where it is a well-known one. */
export function compact(iri: string): string {
  let best = "";
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) {
      const longest = PREFIXES[best] ?? "";
      if (namespace.length > longest.length) best = prefix;
    }
  }
  return best ? `${best}:${iri.slice((PREFIXES[best] ?? "").length)}` : iri;
}

/** The datatype of a literal where it says something: not of plain text, numbers, dates, booleans. */
export function unusualDatatype(term: Term): string {
  const datatype = term.datatype ?? "";
  const isUsual = NUMBERS.has(datatype) || TIMES.has(datatype) || datatype === `${XSD}boolean`;
  return !datatype || isUsual || datatype === `${XSD}string` ? "" : compact(datatype);
}
