// Things by what they are called, in any of the languages: the site's own suggestions.

import { readJson } from "../../shared/endpoint";

export interface Suggestion {
  iri: string;
  id: string;
  label: string;
  labels: Partial<Record<string, string>>;
  type_label: string;
  matched: { text: string };
}

export const LEAST_CHARACTERS = 2;

/** Things that a text may become.
 *  @throws Refusal and DOMException as `readJson` does */
export async function suggest(text: string, language: string, signal: AbortSignal): Promise<Suggestion[]> {
  const path = language === "en" ? "" : `/${language}`;
  const address = `${path}/search/suggest?format=json&q=${encodeURIComponent(text)}`;
  return (await readJson<{ suggestions: Suggestion[] }>(address, signal)).suggestions;
}
