// Addresses that hold a query, and how its result is looked at: in the query string while it is
// short, else packed into the fragment, which is sent to nobody.

import { decoded } from "../shared/addresses";
import { pack, unpack } from "../shared/packing";

export const LONGEST_ADDRESS = 2000; // characters; longer ones are cut by some programs
/** What a query begins with that stands in a fragment as it is. */
const BARE = /^(SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE|%23|#)(?![\w=])/i;
const MOST_BYTES = 400_000; // of a text that is unpacked: more is no query

/** How a result is looked at: the tab, and what a chart shows. */
export type View = Record<string, string>;

/** What an address holds. */
export interface Linked {
  query: string | null;
  view: View;
}

/** The address of a query.
 *  @param path of the page
 *  @param parameters further ones of the query string, such as `default-graph-uri` */
export async function addressOf(
  path: string,
  query: string,
  view: View = {},
  parameters: [string, string][] = [],
): Promise<string> {
  const looked = new URLSearchParams(view).toString();
  if (!query.trim()) return path + (looked && `#${looked}`);
  const short = `${path}?${new URLSearchParams([["query", query], ...parameters]).toString()}`;
  if (new URL(short, location.origin).href.length <= LONGEST_ADDRESS)
    return short + (looked && `#${looked}`);
  const rest = parameters.length ? `?${new URLSearchParams(parameters).toString()}` : "";
  const packed = `query=${await pack(query)}`;
  return `${path}${rest}#${looked ? `${packed}&${looked}` : packed}`;
}

/** The query in an address of this page or of another editor: as a parameter, or as the fragment, as
 *  the Wikidata Query Service has it; null if it holds none. */
export function queryIn(text: string): string | null {
  if (!/^https?:\/\/\S+$/.test(text.trim()) || !URL.canParse(text.trim())) return null;
  const { searchParams, hash } = new URL(text.trim());
  const fragment = hash.slice(1);
  if (BARE.test(fragment)) return decoded(fragment);
  return searchParams.get("query") ?? new URLSearchParams(fragment.replace(/^\?/, "")).get("query");
}

/** The query and the view that an address holds; a fragment that cannot be unpacked holds none. */
export async function readAddress(address: string): Promise<Linked> {
  const url = new URL(address, location.origin);
  if (BARE.test(url.hash.slice(1))) return { query: decoded(url.hash.slice(1)), view: {} };
  const fragment = new URLSearchParams(url.hash.slice(1));
  const packed = fragment.get("query");
  fragment.delete("query");
  const view = Object.fromEntries(fragment);
  if (packed !== null) return { query: await unpack(packed, MOST_BYTES), view };
  return { query: url.searchParams.get("query"), view };
}
