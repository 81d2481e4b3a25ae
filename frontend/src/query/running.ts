// Running a query: the result is read while it comes, up to a size that a page can bear.

import { JSON_RESULTS, Refusal, send } from "../shared/endpoint";
import { say } from "../shared/words";
import { readerOf, type Found } from "./results_reader";

const TRIPLES = "application/n-triples";
/** What a query is asked for when its form is not known yet: the form decides. */
const ANY_RESULT = `${JSON_RESULTS}, ${TRIPLES};q=0.9`;
export const MOST_BYTES = 8_000_000; // of a result that is read

/** The kind of problem of a result that ended before its end. */
export const BROKEN_OFF = "broken-off";

/** A result that was read. */
export interface Result extends Found {
  query: string;
  mediaType: string;
  /** Seconds from sending the query to the last byte; null where it came with the page. */
  seconds: number | null;
  /** Whether reading stopped at MOST_BYTES, so that there are more rows than these. */
  isCut: boolean;
  /** Why it is not whole though reading did not stop: the connection broke. */
  broken: Refusal | null;
}

/** Run a query and read its result.
 *  @param onRows told now and then how many rows there are so far
 *  @param mostBytes after which reading stops, which ends the query on the server
 *  @throws Refusal if there is no result
 *  @throws DOMException with the name AbortError if it was aborted */
export async function run(
  query: string,
  signal: AbortSignal,
  parameters: [string, string][] = [],
  onRows: (count: number) => void = () => undefined,
  mostBytes = MOST_BYTES,
): Promise<Result> {
  const began = performance.now();
  const response = await send(query, ANY_RESULT, signal, parameters);
  const mediaType = response.headers.get("Content-Type") ?? "";
  const reader = readerOf(mediaType);
  let isCut = false;
  let broken: Refusal | null = null;
  try {
    isCut = await readPieces(response, mostBytes, (piece) => {
      reader.add(piece);
      onRows(reader.found.rows.length);
    });
    if (!isCut && !reader.isWhole) broken = brokenOff();
  } catch (error) {
    if (signal.aborted) throw error;
    broken = brokenOff();
  }
  const seconds = (performance.now() - began) / 1000;
  return { ...reader.found, query, mediaType, seconds, isCut, broken };
}

/** Read the text of a response piece by piece, and leave it at a size.
 *  @returns whether it was left before its end
 *  @throws TypeError if the connection breaks */
export async function readPieces(
  response: Response,
  mostBytes: number,
  take: (piece: string) => void,
): Promise<boolean> {
  const body = response.body?.getReader();
  if (!body) return false;
  const decoder = new TextDecoder();
  let size = 0;
  for (;;) {
    const { done, value } = await body.read();
    if (done) {
      take(decoder.decode());
      return false;
    }
    size += value.length;
    take(decoder.decode(value, { stream: true }));
    if (size >= mostBytes) {
      await body.cancel();
      return true;
    }
  }
}

function brokenOff(): Refusal {
  return new Refusal({
    type: `/problem/${BROKEN_OFF}`,
    title: say("The result broke off"),
    status: 0,
    detail: say("The connection ended before the result did: mostly because a limit of the server was reached."),
  });
}
