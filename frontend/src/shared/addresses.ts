// Addresses of pages and things of the site.

import { ONTOLOGY, THINGS } from "./namespaces";
import { pageLanguage } from "./words";

/** The address of a page in the language that is read now. */
export function pageAddress(path: string): string {
  const language = pageLanguage();
  return language === "en" ? path : `/${language}${path}`;
}

/** The address of the page of a thing; null of an IRI that is not one of ours, though it may begin
 *  like one: whoever writes a query can make up IRIs. */
export function pageOf(iri: string): string | null {
  if (iri.startsWith(THINGS)) {
    const path = `/${encodeURI(iri.slice(THINGS.length))}`;
    return isPath(path) ? pageAddress(path) : null;
  }
  return iri.startsWith(ONTOLOGY) ? pageAddress(`/ontology#${iri.slice(ONTOLOGY.length)}`) : null;
}

/** The address of a thing in the graph explorer. */
export function explorerOf(iri: string): string {
  return `${pageAddress("/graph")}#iri=${encodeURIComponent(iri)}`;
}

/** A part of an address as it reads; what is no UTF-8 stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a path stays on this site and is read as it stands: not `//host`, `/../x`, `/x?y`. */
function isPath(path: string): boolean {
  const { pathname, hash } = new URL(`https://here.invalid${path}`);
  return pathname + hash === path && !path.startsWith("//");
}
