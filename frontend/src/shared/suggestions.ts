// Things by what they are called, in any of the languages, and figures by their number: the site's own suggestions.

import { pageAddress } from "./addresses";
import { readJson } from "./endpoint";

const MOST_CHARACTERS = 250; // that the server searches for

/** A thing that is suggested, or a figure. */
export interface Suggestion {
  iri: string;
  label: string;
  labels: Partial<Record<string, string>>;
  type_label: string;
  /** What it is called in the language of the page, or else in another. */
  title: string;
  /** What it is; of a figure, also who says so. */
  note: string;
}

/** Things that a text may become, called as in the language of the page.
 *  @throws Refusal and DOMException as `readJson` does */
export async function suggest(text: string, signal?: AbortSignal): Promise<Suggestion[]> {
  if (!text.trim()) return [];
  const asked = new URLSearchParams({ format: "json", q: text.slice(0, MOST_CHARACTERS) });
  const address = `${pageAddress("/search/suggest")}?${asked}`;
  return (await readJson<{ suggestions: Suggestion[] }>(address, signal)).suggestions;
}
