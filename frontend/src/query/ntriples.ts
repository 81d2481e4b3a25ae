// N-Triples (RDF 1.1 N-Triples §2): one triple a line, read into terms as SPARQL's JSON has them.

import type { Term } from "../shared/endpoint";

const IRI = String.raw`<([^>]*)>`;
const BLANK = String.raw`_:(\S+)`;
const LITERAL = String.raw`"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?`;
const LINE = new RegExp(
  String.raw`^\s*(?:${IRI}|${BLANK})\s+${IRI}\s+(?:${IRI}|${BLANK}|${LITERAL})\s*\.\s*$`,
);
const ESCAPES: Record<string, string> = {
  t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\",
};

/** The triple on a line; null of a line without one. */
export function readTriple(line: string): [Term, Term, Term] | null {
  const match = LINE.exec(line);
  if (!match) return null;
  const [, subject, blankSubject, property = "", object, blankObject, text, language, datatype] = match;
  return [
    node(subject, blankSubject) ?? iri(""),
    iri(property),
    node(object, blankObject) ?? literal(text ?? "", language, datatype),
  ];
}

function node(name: string | undefined, blank: string | undefined): Term | null {
  if (name !== undefined) return iri(name);
  return blank === undefined ? null : { type: "bnode", value: blank };
}

function iri(text: string): Term {
  return { type: "uri", value: unescaped(text) };
}

function literal(text: string, language?: string, datatype?: string): Term {
  const term: Term = { type: "literal", value: unescaped(text) };
  if (language) term["xml:lang"] = language;
  else if (datatype) term.datatype = unescaped(datatype);
  return term;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (whole, short, long, one) => {
    const code = (short ?? long) as string | undefined;
    return code ? String.fromCodePoint(parseInt(code, 16)) : (ESCAPES[one as string] ?? whole);
  });
}
