// The stored questions: found by words, by theme, and again by their SPARQL.

import { readJson } from "../shared/endpoint";
import { pageLanguage } from "../shared/words";

/** A question in the reader's language, or in English where it has no words in it. */
export interface Question {
  slug: string;
  /** As it is stored: it asks for names in English. */
  query: string;
  /** The same, asking for names in the reader's language. */
  query_in_language: string;
  title: string;
  theme: string;
  description: string;
  /** How it is asked; names of columns begin with `?`. "" in releases before explanations. */
  explanation: string;
  /** Of its words. */
  language: string;
}

/** The stored questions in the reader's language, in their order. */
export async function readQuestions(): Promise<Question[]> {
  return readJson<Question[]>(`/questions.json?language=${pageLanguage()}`);
}

const LEAST_STEM = 4; // letters of a word of which the ending may differ
const LONGEST_ENDING = 3;

/** What was found of the words that were searched for. */
export interface Found {
  questions: Question[];
  /** Whether they have all of the words, and not only as many as any question has. */
  hasAll: boolean;
}

/** Questions that have the words which are searched for, whatever their case, accents and endings;
 *  where none has them all, those that have the most. */
export function found(questions: readonly Question[], text: string): Found {
  const wanted = folded(text).split(/[^\p{L}\p{N}_]+/u).filter(Boolean).map(stem);
  const counts = questions.map((question) => {
    const { title, theme, description, explanation, slug, query } = question;
    const said = folded([title, theme, description, explanation, slug, query].join(" "));
    return wanted.filter((word) => said.includes(word)).length;
  });
  const most = Math.max(0, ...counts);
  const hasAll = most === wanted.length;
  if (!hasAll && !most) return { questions: [], hasAll };
  return { questions: questions.filter((_, index) => counts[index] === most), hasAll };
}

/** The part of a word that its forms have in common, as far as one can tell without its language. */
function stem(word: string): string {
  return word.slice(0, Math.max(LEAST_STEM, word.length - LONGEST_ENDING));
}

/** The question that a text asks, as it is stored or in the reader's language, whatever its white
 *  space at the ends; null if it is none. */
export function asked(questions: readonly Question[], text: string): Question | null {
  const query = trimmed(text);
  const asks = (question: Question) =>
    [question.query, question.query_in_language].some((text) => trimmed(text) === query);
  return questions.find(asks) ?? null;
}

/** Questions by theme, in their order. */
export function byTheme(questions: readonly Question[]): Map<string, Question[]> {
  const themes = new Map<string, Question[]>();
  for (const question of questions) {
    const group = themes.get(question.theme) ?? [];
    group.push(question);
    themes.set(question.theme, group);
  }
  return themes;
}

/** A text without case and accents; ё is е, but й stays apart from и. */
export function folded(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/(?<!и)\p{M}/gu, "").normalize("NFC");
}

function trimmed(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").trim();
}
