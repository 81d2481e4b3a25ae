// What can be completed, as `/sparql/completion.json` tells it, ready to be looked up.

import { readJson } from "../../shared/endpoint";

/** Texts by language. */
export type Words = Partial<Record<string, string>>;

/** A term of the vocabulary with what it is called. */
export interface NamedTerm {
  iri: string;
  labels: Words;
  comments?: Words;
  /** Of a concept, in English. */
  comment?: string | null;
  /** By which it may be looked for beside its names. */
  words?: string[];
}

/** A class that has instances; `count` of them. */
export interface ClassTerm extends NamedTerm {
  count: number;
  /** Properties of its instances with how often they have them, the most used first. */
  properties: [string, number][];
}

/** A property; `count` of its uses with the class that has most. */
export interface PropertyTerm extends NamedTerm {
  count: number;
  /** The class or datatype of most of its values. */
  values: string | null;
  schemes: string[];
}

/** A term that only graphs of what was inferred use. */
export interface InferredTerm extends NamedTerm {
  kind: "class" | "property";
  count: number;
  graphs: string[];
}

/** A concept, with the IRI of the scheme that it is in. */
export interface ConceptTerm extends NamedTerm {
  scheme: string;
}

/** The whole of it; docs/query-page.md says what its members mean. */
export interface CompletionData {
  prefixes: Record<string, string>;
  classes: ClassTerm[];
  properties: PropertyTerm[];
  inferred: InferredTerm[];
  /** Terms of the ontology that nothing has. */
  unused: string[];
  concepts: ConceptTerm[];
  graphs: string[];
}

/** The data with its terms by IRI. */
export interface Vocabulary extends CompletionData {
  classOf: Map<string, ClassTerm>;
  propertyOf: Map<string, PropertyTerm>;
  termOf: Map<string, NamedTerm>;
}

const ADDRESS = "/sparql/completion.json";

let loading: Promise<CompletionData> | null = null;

/** The completion data of the release; asked for once, and again after a failure. */
export function loadCompletion(): Promise<CompletionData> {
  loading ??= readJson<CompletionData>(ADDRESS).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** The data ready to be looked up. */
export function vocabularyOf(data: CompletionData): Vocabulary {
  const all: NamedTerm[] = [...data.inferred, ...data.concepts, ...data.properties, ...data.classes];
  return {
    ...data,
    classOf: new Map(data.classes.map((term) => [term.iri, term])),
    propertyOf: new Map(data.properties.map((term) => [term.iri, term])),
    termOf: new Map(all.map((term) => [term.iri, term])),
  };
}

/** A text in the reader's language, else in English, else in any. */
export function inLanguage(words: Words, language: string): string {
  return words[language] ?? words.en ?? Object.values(words)[0] ?? "";
}
