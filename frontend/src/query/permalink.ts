// Addresses that hold a query, and how its result is looked at: in the query string while it is
// short, else packed into the fragment, which is sent to nobody.

import { pack, unpack } from "../shared/packing";

export const LONGEST_ADDRESS = 2000; // characters; longer ones are cut by some programs
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

/** The query and the view that an address holds; a fragment that cannot be unpacked holds none. */
export async function readAddress(address: string): Promise<Linked> {
  const url = new URL(address, location.origin);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const packed = fragment.get("query");
  fragment.delete("query");
  const view = Object.fromEntries(fragment);
  if (packed !== null) return { query: await unpack(packed, MOST_BYTES), view };
  return { query: url.searchParams.get("query"), view };
}
