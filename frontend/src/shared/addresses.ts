// Addresses of pages and things of the site.

import { pageLanguage } from "./words";

/** What every IRI of a thing begins with. */
export const THINGS = "https://w3id.org/refusals/id/";

/** The address of a page in the language that is read now. */
export function pageAddress(path: string): string {
  const language = pageLanguage();
  return language === "en" ? path : `/${language}${path}`;
}

/** The address of the page of a thing; null of an IRI that is not one of ours. */
export function pageOf(iri: string): string | null {
  if (iri.startsWith(THINGS)) return pageAddress(`/${encodeURI(iri.slice(THINGS.length))}`);
  const ontology = "https://w3id.org/refusals/ontology#";
  return iri.startsWith(ontology) ? pageAddress(`/ontology#${iri.slice(ontology.length)}`) : null;
}

/** The address of a thing in the graph explorer. */
export function explorerOf(iri: string): string {
  return `${pageAddress("/graph")}#iri=${encodeURIComponent(iri)}`;
}
