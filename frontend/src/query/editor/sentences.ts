// What the server says of a mistake, in the reader's language: the page carries the sentences.

import type { ProblemDocument } from "../../shared/endpoint";

/** A statement of a problem: its kind, and what it speaks of (kg.query.mistakes). */
type Statement = Partial<Record<string, string>>;

const sentences = new Map<string, string>();

/** Learn the sentences by kind, with placeholders such as `%(text)s`. */
export function learnSentences(found: Record<string, string>): void {
  for (const [kind, sentence] of Object.entries(found)) sentences.set(kind, sentence);
}

/** What is wrong, and then what may be done about it; what has no sentence is in English. */
export interface Told {
  what: string;
  help: string;
  isTranslated: boolean;
}

/** What is said of a problem: in the language of the page where all of its statements have a sentence. */
export function told(problem: ProblemDocument): Told {
  const statements = Array.isArray(problem.told) ? (problem.told as Statement[]) : [];
  const words = statements.map(inWords);
  const detail = (problem.detail ?? problem.title).replace(/^line \d+, column \d+: /, "");
  if (!words.length || words.slice(1).includes(null))
    return { what: detail, help: problem.hint ?? "", isTranslated: false };
  const [what, ...help] = words;
  return { what: what ?? detail, help: help.join("; "), isTranslated: what !== null };
}

function inWords(statement: Statement): string | null {
  const sentence = sentences.get(statement.case ?? "");
  return sentence?.replace(/%(%|\((\w+)\)s)/g, (_whole, percent: string, name?: string) =>
    name ? statement[name] ?? "" : percent) ?? null;
}
