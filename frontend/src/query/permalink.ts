// Addresses that hold a query, and how its result is looked at: in the query string while it is
// short, else packed into the fragment, which is sent to nobody.

export const LONGEST_ADDRESS = 2000; // characters; longer ones are cut by some programs
const MOST_CHARACTERS = 400_000; // of a text that is unpacked: more is no query

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
  if (packed !== null) return { query: await unpack(packed), view };
  return { query: url.searchParams.get("query"), view };
}

/** A text as DEFLATE (RFC 1951) in base64url (RFC 4648 §5). */
export async function pack(text: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text that was packed; null if there is none in it, or far too much. */
export async function unpack(packed: string): Promise<string | null> {
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const unpacked = await through(bytes, new DecompressionStream("deflate-raw"));
    return new TextDecoder("utf-8", { fatal: true }).decode(unpacked);
  } catch {
    return null;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  change: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(change).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_CHARACTERS) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    pieces.push(value);
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
