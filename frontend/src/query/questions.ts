// The stored questions: found by words, by theme, and again by their SPARQL.

import { readJson } from "../shared/endpoint";
import { pageLanguage } from "../shared/words";

const ADDRESS = "/data/questions.json";

/** A question as it is told in one language. */
interface Told {
  title: string;
  theme: string;
  description: string;
  explanation?: string;
}

/** A question of a release. Releases before explanations have only English words. */
export interface StoredQuestion extends Told {
  slug: string;
  query: string;
  words?: Partial<Record<string, Told>>;
}

/** A question in the reader's language. */
export interface Question extends Told {
  slug: string;
  query: string;
  /** Whether its words are English for want of others. */
  isForeign: boolean;
}

/** The stored questions in the reader's language, in their order. */
export async function readQuestions(): Promise<Question[]> {
  const language = pageLanguage();
  const stored = await readJson<StoredQuestion[]>(ADDRESS);
  return stored.map((question) => toldIn(question, language));
}

/** A question in a language. */
export function toldIn(question: StoredQuestion, language: string): Question {
  const { words, ...english } = question;
  const told = words?.[language];
  return { ...english, ...told, isForeign: language !== "en" && !told };
}

/** Questions whose words hold all words that are searched for, whatever their case and accents. */
export function found(questions: readonly Question[], text: string): Question[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  return questions.filter((question) => {
    const { title, theme, description, slug } = question;
    const said = folded([title, theme, description, slug].join(" "));
    return wanted.every((word) => said.includes(word));
  });
}

/** The question that a text asks, whatever its white space at the ends; null if it is none. */
export function asked(questions: readonly Question[], text: string): Question | null {
  const query = trimmed(text);
  return questions.find((question) => trimmed(question.query) === query) ?? null;
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
