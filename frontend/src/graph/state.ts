// A view as it stands in the address and in files: what is shown, where, and in which language.

import { pack, unpack } from "../shared/packing";
import { pageLanguage, say } from "../shared/words";
import { isLayout, type LayoutName } from "./layouts";
import { isThing, iriOf, nameOf } from "./things";

/** One place on the canvas: a thing, or several in a group. */
export interface Place {
  iris: string[];
  x: number;
  y: number;
}

/** What is shown, where, and in which language things are named. */
export interface View {
  language: string;
  places: Place[];
  /** What put everything to its place; not given where somebody did. */
  layout?: LayoutName;
}

/** What is at the address: where to begin, and the view, if it tells one. */
export interface Address {
  iri: string | null;
  preset: string | null;
  state: string | null;
}

/** Languages of the site (BCP 47). */
export const LANGUAGES = ["en", "ru", "uk"];
/** A view of more is not read: nobody makes one by hand. */
const MOST_THINGS = 1500;
const LONGEST_STATE = 60_000;
const VERSION = 1;
const FARTHEST = 100_000;

/** What was to be read is no view. */
export class NoView extends Error {
  constructor() {
    super(say("This is no view of this explorer."));
    this.name = "NoView";
  }
}

/** Read what stands after `#` in the address. */
export function readAddress(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const iri = fields.get("iri");
  return { iri: iri && isThing(iri) ? iri : null, preset: fields.get("preset"), state: fields.get("state") };
}

/** What stands after `#` for a view. */
export function writeAddress(iri: string | null, state: string | null): string {
  const fields = [iri && `iri=${encodeURIComponent(iri)}`, state && `state=${state}`];
  const hash = fields.filter(Boolean).join("&");
  return hash ? `#${hash}` : "";
}

/** A view as characters that an address may have; its language only where that is not the page's. */
export async function packView(view: View): Promise<string> {
  const places = view.places.map(({ iris, x, y }) => [Math.round(x), Math.round(y), ...iris.map(nameOf)]);
  const language = view.language === pageLanguage() ? "" : view.language;
  return pack(JSON.stringify([VERSION, language, places, ...(view.layout ? [view.layout] : [])]));
}

/** @throws NoView if that is not what `packView` makes */
export async function unpackView(state: string): Promise<View> {
  const text = state.length > LONGEST_STATE ? null : await unpack(state, LONGEST_STATE * 10);
  const parts = text === null ? null : parsed(text);
  if (!Array.isArray(parts) || parts[0] !== VERSION || !Array.isArray(parts[2])) throw new NoView();
  const places = (parts[2] as unknown[]).map((place) => {
    if (!Array.isArray(place)) throw new NoView();
    const [x, y, ...names] = place as unknown[];
    const iris = names.map((name) => (typeof name === "string" ? iriOf(name) : ""));
    return { x, y, iris };
  });
  const view = checked(parts[1] === "" ? pageLanguage() : parts[1], places);
  const layout: unknown = parts[3];
  if (layout === undefined) return view;
  if (!isLayout(layout)) throw new NoView();
  return { ...view, layout };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoView();
  }
}

/** A view of values from elsewhere, once they are what they should be.
 *  @throws NoView if they are not */
export function checked(
  language: unknown,
  places: readonly { x: unknown; y: unknown; iris: readonly unknown[] }[],
): View {
  const count = places.reduce((sum, place) => sum + place.iris.length, 0);
  if (count > MOST_THINGS) throw new NoView();
  const known = places.map(({ x, y, iris }) => {
    const inRange = [x, y].every((one) => typeof one === "number" && Math.abs(one) <= FARTHEST);
    const isOurs = iris.length > 0 && iris.every((iri) => typeof iri === "string" && isPlain(iri) && isThing(iri));
    if (!inRange || !isOurs) throw new NoView();
    return { x: x as number, y: y as number, iris: iris as string[] };
  });
  if (typeof language !== "string" || !LANGUAGES.includes(language)) throw new NoView();
  return { language, places: known };
}

function isPlain(iri: string): boolean {
  return iri.length < 300 && /^[\w\-./:~%@!$&'()*+,;=#]+$/.test(iri);
}
