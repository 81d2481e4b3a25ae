// What is probably meant in another way, in a query that the server would run. It keeps nobody from
// running it. Loaded when a first query is whole.

import { say } from "../../shared/words";
import { comparisonsIn } from "./comparisons";
import { contextAt } from "./context";
import type { Vocabulary } from "./data";
import { fix, type Finding } from "./findings";
import { isKeyword } from "./keywords";
import { nearest } from "./nearness";
import { declaredIn } from "./prefixes";
import { scan, type Token } from "./scan";
import { emptyClasses, unknownTerms, unknownThings } from "./unknown_names";
import { unboundIn } from "./variables";

const MOST = 30;

/** Warnings of a query without mistakes, in its order. */
export async function warningsOf(text: string, known: Vocabulary, signal?: AbortSignal): Promise<Finding[]> {
  const found = warningsHere(text, known);
  const tokens = told(text);
  const asked = [unknownThings, emptyClasses].map((warnings) =>
    warnings(text, tokens, declaredIn(tokens), known, signal).catch(() => []));
  return [...found, ...(await Promise.all(asked)).flat()].sort((one, other) => one.from - other.from).slice(0, MOST);
}

/** Those for which nobody is asked. */
export function warningsHere(text: string, known: Vocabulary): Finding[] {
  const tokens = told(text);
  const declared = declaredIn(tokens);
  const { patterns } = contextAt(tokens, text.length, null, declared, known.prefixes);
  return [
    ...unbound(text, tokens),
    ...joined(text, tokens),
    ...unknownTerms(text, tokens, declared, known),
    ...comparisonsIn({ text, tokens, patterns, declared, known }),
  ];
}

function told(text: string): Token[] {
  return scan(text).filter((token) => token.kind !== "comment");
}

function unbound(text: string, tokens: readonly Token[]): Finding[] {
  return unboundIn(tokens).map(({ token, bound }) => {
    const near = nearest(token.text.slice(1), bound);
    return {
      from: token.from, to: token.to, severity: "warning",
      message: say("Nothing in the query gives {name} a value.", { name: token.text }),
      fixes: near ? [fix(text, token.from, token.to, token.text.charAt(0) + near)] : [],
    };
  });
}

/** Keywords that are typed together, which this server takes and others do not. */
function joined(text: string, tokens: readonly Token[]): Finding[] {
  return tokens.flatMap((token) => {
    const word = token.text.toUpperCase();
    if (token.kind !== "word" || isKeyword(word)) return [];
    const end = Array.from(word, (_, index) => index)
      .find((at) => at > 1 && isKeyword(word.slice(0, at)) && word.length - at > 1 && isKeyword(word.slice(at)));
    if (!end) return [];
    const apart = `${word.slice(0, end)} ${word.slice(end)}`;
    const message = say("{name} is written as two words; not every server takes it as one.", { name: token.text });
    return [{ from: token.from, to: token.to, severity: "warning", message, fixes: [fix(text, token.from, token.to, apart)] }];
  });
}
