// What is probably meant in another way, in a query that the server would run. It keeps nobody from
// running it. Loaded when a first query is whole.

import { say } from "../../shared/words";
import { comparisonsIn } from "./comparisons";
import { contextAt } from "./context";
import type { Vocabulary } from "./data";
import { fix, type Finding } from "./findings";
import { FORMS, FUNCTIONS, MODIFIERS, PATTERNS } from "./keywords";
import { nearest } from "./nearness";
import { declaredIn } from "./prefixes";
import { scan, type Token } from "./scan";
import { unknownTerms, unknownThings } from "./unknown_names";
import { unboundIn } from "./variables";

const MOST = 30;
const WORDS = [FORMS, MODIFIERS, PATTERNS, FUNCTIONS].flat().flatMap((words) => words.split(" "));
const JOINED = [...new Set(WORDS), "EXISTS", "UNION"];

/** Warnings of a query without mistakes, in its order. */
export async function warningsOf(text: string, known: Vocabulary, signal: AbortSignal): Promise<Finding[]> {
  const found = warningsHere(text, known);
  const tokens = told(text);
  const missing = await unknownThings(text, tokens, declaredIn(tokens), known, signal).catch(() => []);
  return [...found, ...missing].sort((one, other) => one.from - other.from).slice(0, MOST);
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
    if (token.kind !== "word" || JOINED.includes(word)) return [];
    const first = JOINED.find((each) => word.startsWith(each) && JOINED.includes(word.slice(each.length)) ||
      (word === `${each}BY` && ["ORDER", "GROUP"].includes(each)));
    if (!first) return [];
    const apart = `${first} ${word.slice(first.length)}`;
    const message = say("{name} is written as two words; not every server takes it as one.", { name: token.text });
    return [{ from: token.from, to: token.to, severity: "warning", message, fixes: [fix(text, token.from, token.to, apart)] }];
  });
}
