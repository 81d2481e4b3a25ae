// Completion in the editor: the proposals for the place of the cursor, and things by name.

import {
  autocompletion, closeBrackets, type Completion, type CompletionContext, type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { TYPE } from "../../shared/namespaces";
import { suggest } from "../../shared/suggestions";
import { say } from "../../shared/words";
import { contextAt, type Context } from "./context";
import { loadCompletion, vocabularyOf, type Vocabulary } from "./data";
import { describe } from "./info";
import { isKeyword } from "./keywords";
import { declaration, declaredIn, type Prefixes } from "./prefixes";
import { proposalsFor, type Proposal } from "./proposals";
import { scan, tokenAt, type Token } from "./scan";

const LEAST_CHARACTERS = 2; // of a name that is asked for
const NAMED_PLACES = ["subject", "object", "after", "expression", "values"];

let vocabulary: Vocabulary | null = null;

/** The vocabulary of the release, once it is loaded; without it, completion knows keywords and
 *  variables only. */
export async function learn(): Promise<Vocabulary | null> {
  try {
    vocabulary ??= vocabularyOf(await loadCompletion());
  } catch {
    return null; // whoever writes without help is not to be held up
  }
  return vocabulary;
}

interface Situation {
  typed: string;
  from: number;
  context: Context;
  declared: Prefixes;
  vocabulary: Vocabulary;
}

const NOTHING = vocabularyOf(
  { prefixes: {}, classes: [], properties: [], inferred: [], unused: [], concepts: [], graphs: [] });

/** What is being written at an offset; null in a text or a comment. */
export function situationAt(text: string, offset: number, known: Vocabulary | null): Situation | null {
  const everything = scan(text);
  const at = tokenAt(everything, offset) ?? unfinished(text, everything, offset);
  if (at && ["comment", "string", "number", "language"].includes(at.kind)) return null;
  const told = everything.filter((token) => token.kind !== "comment");
  const written = at && at.kind !== "sign" && !(at.kind === "iri" && at.to === offset) ? at : null;
  const first = written?.kind === "word" ? phraseBefore(text, told, written) : written;
  const tokens = told.filter((token) => !first || token === written || token.from < first.from || token.from >= offset);
  const declared = declaredIn(tokens);
  const found = known ?? NOTHING;
  const context = contextAt(tokens, offset, written, declared, found.prefixes);
  const from = first?.from ?? offset;
  return { typed: text.slice(from, offset), from, context, declared, vocabulary: found };
}

/** The bare word before a space: the next word may still be of the same name. */
function unfinished(text: string, tokens: readonly Token[], offset: number): Token | null {
  const last = tokens.findLast((token) => token.to < offset);
  const isPart = last?.kind === "word" && !isKeyword(last.text) && text.slice(last.to, offset) === " ";
  return isPart ? last : null;
}

/** The first of the words that are typed one after another up to a word: a bare word that is none of
 *  SPARQL is the beginning of a name. */
function phraseBefore(text: string, tokens: readonly Token[], word: Token): Token {
  let first = word;
  for (let index = tokens.indexOf(word) - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    const isPart = token?.kind === "word" && !isKeyword(token.text);
    if (!token || !isPart || !/^ +$/.test(text.slice(token.to, first.from))) break;
    first = token;
  }
  return first;
}

async function complete(
  at: CompletionContext,
  language: string,
): Promise<CompletionResult | null> {
  const found = situationAt(at.state.doc.toString(), at.pos, await learn());
  if (!found || at.aborted) return null;
  const before = at.state.sliceDoc(Math.max(0, at.pos - 1), at.pos);
  const isAwaited = found.typed !== "" || (before === " " && isOfferedAtOnce(found));
  if (!at.explicit && !isAwaited) return null;
  const proposals = proposalsFor({ ...found, language });
  const options = proposals.map((each) => option(each, found.vocabulary, language));
  return options.length ? { from: found.from, options, filter: false } : null;
}

/** Whether there are but a few things that can follow, so that they are shown before a letter is typed:
 *  properties, classes behind `a`, and concepts behind a property that leads to them. */
function isOfferedAtOnce({ context, vocabulary: known }: Situation): boolean {
  const { place, predicate } = context;
  if (place !== "object") return place === "verb";
  return predicate === TYPE || !!known.propertyOf.get(predicate ?? "")?.schemes.length;
}

function option(each: Proposal, known: Vocabulary, language: string): Completion {
  const { term } = each;
  return {
    label: each.shown,
    detail: each.detail,
    section: { name: each.section, rank: each.group },
    apply: (view, _, from, to) => { put(view, each.text, from, to, known); },
    ...(term ? { info: () => describe(term, known, language) } : {}),
  };
}

/** Things by what they are called; asked of the site once two letters stand there. */
async function things(at: CompletionContext, language: string): Promise<CompletionResult | null> {
  const found = situationAt(at.state.doc.toString(), at.pos, vocabulary);
  const isName = found && /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_ ]*$/u.test(found.typed);
  if (!isName || found.typed.length < LEAST_CHARACTERS) return null;
  if (!NAMED_PLACES.includes(found.context.place)) return null;
  const stop = new AbortController();
  at.addEventListener("abort", () => { stop.abort(); }, { onDocChange: true });
  try {
    const suggestions = await suggest(found.typed, stop.signal);
    const concepts = proposalsFor({ ...found, language }).map(({ term }) => term?.iri);
    const others = suggestions.filter(({ iri }) => !concepts.includes(iri));
    const options = others.map((each): Completion => ({
      label: each.labels[language] ?? each.label,
      detail: each.type_label,
      section: { name: say("Things by name"), rank: 9 },
      apply: (view, _, from, to) => { put(view, `<${each.iri}>`, from, to, found.vocabulary); },
    }));
    return options.length ? { from: found.from, options, filter: false } : null;
  } catch {
    return null; // aborted, or the site is busy: the rest is completed all the same
  }
}

function put(view: EditorView, text: string, from: number, to: number, known: Vocabulary): void {
  const needed = declaration(view.state.doc.toString(), text, known.prefixes);
  const isInPrefix = text.includes(": <");
  const added = needed && !isInPrefix ? needed : null;
  view.dispatch({
    changes: [...(added ? [added] : []), { from, to, insert: text }],
    selection: { anchor: from + text.length + (added && added.from <= from ? added.insert.length : 0) },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** Completion for a reader's language. */
export function completion(language: string): Extension {
  return [
    closeBrackets(),
    autocompletion({
      override: [(at) => complete(at, language), (at) => things(at, language)],
      icons: false,
      maxRenderedOptions: 100,
      activateOnTypingDelay: 60,
      defaultKeymap: true,
    }),
  ];
}

/** The prefixes of the site, once they are loaded. */
export function prefixesKnown(): Prefixes {
  return vocabulary?.prefixes ?? {};
}
