// Things as the explorer knows them: their IRIs, their kinds, and who is never put together.

import { THINGS } from "../shared/namespaces";
import privacy from "./data/privacy.json";

/** Classes of speakers whose words are never put together (`kg.build.entities.NEVER_TOGETHER`). */
export const NEVER_TOGETHER: readonly string[] = privacy.neverTogether;
/** Classes whose things are found by name and from their claims, and never listed. */
export const NEVER_LISTED: readonly string[] = privacy.neverListed;

/** Begins the stand-in for a speaker without a name, which belongs to one claim alone: by it, one
 *  claim of his does not lead to the next. */
const SOURCE_OF = "urn:refusals:source-of:";

/** What stands on a card (`/graph/cards.json`). */
export interface Card {
  iri: string;
  path: string;
  classes: string[];
  kind: string;
  label: string;
  language: string;
  nameless: boolean;
  issued?: string;
  /** The first article that prints a statement. */
  printed?: string;
  /** Where it stands among others of its kind; such texts are in the order of what they are about. */
  order?: string;
  said_by?: string;
  quantity?: string;
  counted?: string;
  when?: string;
  glyph?: string;
  meant?: string;
  party?: string | null;
  origins?: string;
  computed?: boolean;
  weak?: string | null;
  caveats?: string[];
  /** Further facts, a line each: what a check compares, and what the result of a query has. */
  lines?: string[];
}

export type Family =
  | "figure" | "statement" | "agent" | "text" | "law" | "event" | "check" | "concept" | "nameless";

const FAMILIES: Record<string, Family> = {
  ReportedCount: "figure",
  ComputedCount: "figure",
  Statement: "statement",
  Organisation: "agent",
  Outlet: "agent",
  PublicPerson: "agent",
  Article: "text",
  CitedDocument: "text",
  Law: "law",
  Provision: "law",
  Penalty: "law",
  Event: "event",
  Place: "event",
  Check: "check",
};

/** The name of a thing within this graph, such as `claim/x`; other IRIs stay as they are. */
export function nameOf(iri: string): string {
  return iri.startsWith(THINGS) ? iri.slice(THINGS.length) : iri;
}

/** The IRI of a name within this graph; what is an IRI already stays as it is. */
export function iriOf(name: string): string {
  return /^[a-z][a-z0-9+.-]*:/.test(name) ? name : THINGS + name;
}

/** The stand-in for who says one claim, where he has no name. */
export function sourceOf(claim: string): string {
  return SOURCE_OF + nameOf(claim);
}

/** The claim that a stand-in belongs to; null of any other thing. */
export function claimOf(iri: string): string | null {
  const name = iri.startsWith(SOURCE_OF) ? iri.slice(SOURCE_OF.length) : "";
  return name.startsWith("claim/") ? THINGS + name : null;
}

/** Whether a thing is one of this graph or a stand-in, so that it may stand on the canvas. */
export function isThing(iri: string): boolean {
  return iri.startsWith(THINGS) || claimOf(iri) !== null;
}

/** What a thing is drawn as. */
export function familyOf(card: Card | undefined): Family {
  if (!card) return "concept";
  if (card.nameless) return "nameless";
  return card.classes.map((name) => FAMILIES[name]).find((found) => found) ?? "concept";
}

/** Whether a thing may be unfolded: never who has no name, nor a stand-in for him. */
export function mayUnfold(card: Card): boolean {
  return !card.nameless && claimOf(card.iri) === null;
}

/** Those of some cards that may stand on a canvas: who has no name stands there alone, or as the
 *  source of one claim. So neither an address nor a file lists such speakers.
 *  @param isEmpty whether nothing else stands there */
export function standing(cards: readonly Card[], isEmpty: boolean): Card[] {
  if (isEmpty && cards.length === 1) return [...cards];
  return cards.filter((card) => !card.nameless || claimOf(card.iri) !== null);
}

/** What a card says, in one line, for who hears it and for lists. */
export function spoken(card: Card): string {
  const named = `${card.kind}: ${card.label}`;
  return card.said_by && !card.label.includes(card.said_by) ? `${named} (${card.said_by})` : named;
}
