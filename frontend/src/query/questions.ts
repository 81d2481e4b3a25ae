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

/** Questions whose words hold all words that are searched for, whatever their case and accents. */
export function found(questions: readonly Question[], text: string): Question[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  return questions.filter((question) => {
    const { title, theme, description, explanation, slug, query } = question;
    const said = folded([title, theme, description, explanation, slug, query].join(" "));
    return wanted.every((word) => said.includes(word));
  });
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
