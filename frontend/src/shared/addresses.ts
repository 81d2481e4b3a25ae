// Addresses of pages and things of the site.

import { pageLanguage } from "./words";

/** What every IRI of a thing begins with. */
export const THINGS = "https://w3id.org/refusals/id/";

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
  const ontology = "https://w3id.org/refusals/ontology#";
  return iri.startsWith(ontology) ? pageAddress(`/ontology#${iri.slice(ontology.length)}`) : null;
}

/** The address of a thing in the graph explorer. */
export function explorerOf(iri: string): string {
  return `${pageAddress("/graph")}#iri=${encodeURIComponent(iri)}`;
}

/** Whether a path stays on this site and is read as it stands: not `//host`, `/../x`, `/x?y`. */
function isPath(path: string): boolean {
  const { pathname, hash } = new URL(`https://here.invalid${path}`);
  return pathname + hash === path && !path.startsWith("//");
}
