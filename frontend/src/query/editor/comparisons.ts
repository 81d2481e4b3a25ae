// Comparisons that are never true, whatever the data: a text with a date, a text without a language
// with one that has it (SPARQL 1.1 Query §17.3, §17.4.1.7).

import { TEXT_WITH_LANGUAGE, XSD } from "../../shared/namespaces";
import { say } from "../../shared/words";
import type { Pattern } from "./context";
import type { Vocabulary } from "./data";
import { fix, type Finding, type Fix } from "./findings";
import { declaration, expanded, type Prefixes } from "./prefixes";
import type { Token } from "./scan";

const NUMBERS = ["integer", "decimal", "double", "float"];
const WRITTEN: Partial<Record<string, RegExp>> = {
  date: /^-?\d{4}-\d\d-\d\d$/, gYear: /^-?\d{4}$/, gYearMonth: /^-?\d{4}-\d\d$/, dateTime: /^-?\d{4}-\d\d-\d\dT/,
};
const OPERATORS = ["=", "!=", "<", ">", "<=", ">="];

interface Query {
  text: string;
  tokens: readonly Token[];
  patterns: readonly Pattern[];
  declared: Prefixes;
  known: Vocabulary;
}

/** Warnings of a query without mistakes.
 *  @param query its tokens without comments, and the patterns in it */
export function comparisonsIn(query: Query): Finding[] {
  return query.tokens.flatMap((token, index) => {
    if (token.kind !== "string") return [];
    const kind = kindOfText(query, index);
    const [one, before] = [query.tokens[index - 2], query.tokens[index - 1]];
    const behind = query.tokens[index + (kind === "plain" ? 1 : kind === "language" ? 2 : 0)];
    const other = before && OPERATORS.includes(before.text) ? one
      : behind && OPERATORS.includes(behind.text) ? query.tokens[query.tokens.indexOf(behind) + 1] : null;
    if (other?.kind === "variable") {
      const kinds = kindsOf(query, other.text);
      return kinds.length === 1 && kind === "plain" ? compared(query, token, other.text, kinds[0] ?? "", other) : [];
    }
    const property = before && ["name", "iri"].includes(before.kind)
      ? query.known.propertyOf.get(expanded(before.text, query.declared, query.known.prefixes) ?? "") : undefined;
    return property?.values && kind === "plain" ? compared(query, token, before?.text ?? "", property.values, null) : [];
  });
}

/** Whether a text stands alone, or with a language or a datatype. */
function kindOfText({ tokens }: Query, index: number): "plain" | "language" | "typed" {
  const next = tokens[index + 1];
  return next?.kind === "language" ? "language" : next?.text === "^^" ? "typed" : "plain";
}

/** What the values of a variable are, by the properties that lead to it. */
function kindsOf({ patterns, known }: Query, variable: string): string[] {
  const name = `?${variable.slice(1)}`;
  const kinds = patterns
    .filter(({ object }) => object === name)
    .map(({ predicate }) => known.propertyOf.get(predicate)?.values ?? "");
  return [...new Set(kinds)];
}

function compared(query: Query, token: Token, name: string, kind: string, variable: Token | null): Finding[] {
  const { from, to } = token;
  const warn = (message: string, fixes: Fix[]): Finding[] => [{ from, to, severity: "warning", message, fixes }];
  if (kind === TEXT_WITH_LANGUAGE) {
    const withTag = fix(query.text, to, to, `@${languageOf(token.text)}`);
    const withoutTag = variable && fix(query.text, variable.from, variable.to, `STR(${variable.text})`);
    return warn(say("Texts of {name} have a language, and one without it equals none of them.", { name }),
      [withTag, ...(withoutTag ? [withoutTag] : [])]);
  }
  const type = kind.startsWith(XSD) ? kind.slice(XSD.length) : "";
  const value = token.text.slice(1, -1);
  const isNumber = NUMBERS.includes(type);
  const pattern = WRITTEN[type];
  if (!isNumber && !pattern) return [];
  const message = isNumber
    ? say("Values of {name} are numbers; a text in quotes equals none of them.", { name })
    : say("Values of {name} are dates ({type}); a text without that type equals none of them.", { name, type: `xsd:${type}` });
  if (isNumber) return warn(message, /^[+-]?\d+(\.\d+)?$/.test(value) ? [fix(query.text, from, to, value)] : []);
  return warn(message, pattern?.test(value) ? [typed(query, to, type)] : []);
}

function typed(query: Query, at: number, type: string): Fix {
  const made = fix(query.text, at, at, `^^xsd:${type}`);
  const needed = declaration(query.text, "xsd:", query.known.prefixes);
  if (needed) made.changes.unshift({ from: needed.from, to: needed.from, insert: needed.insert });
  return made;
}

function languageOf(text: string): string {
  if (!/\p{Script=Cyrillic}/u.test(text)) return "en";
  return /[іїєґ]/i.test(text) ? "uk" : "ru";
}
