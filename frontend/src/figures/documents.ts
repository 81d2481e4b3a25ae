// Pages of the site as documents: what they say is taken over, and none of their scripts runs.

import { pageAddress } from "../shared/addresses";
import { isAbort } from "../shared/events";

class Unreadable extends Error {}

/** No answer came: the browser is offline, or the server is gone. */
export class Unreachable extends Error {}

const evidence = new Map<string, Document>();

/** Read a page; where it redirects, its address is that of the page that came.
 *  @throws Unreadable if the server does not answer with a page
 *  @throws Unreachable if it does not answer
 *  @throws DOMException with the name AbortError if it was aborted */
export async function readPage(address: string, signal?: AbortSignal): Promise<{ page: Document; address: string }> {
  const headers = { Accept: "text/html" };
  const response = await fetch(address, { headers, signal: signal ?? null }).catch((error: unknown) => {
    throw isAbort(error) ? error : new Unreachable(address);
  });
  if (!response.ok) throw new Unreadable(address);
  const text = await response.text().catch((error: unknown) => {
    throw isAbort(error) ? error : new Unreachable(address); // it broke off
  });
  const page = new DOMParser().parseFromString(text, "text/html");
  return { page, address: response.url };
}

/** The evidence of a figure in short (kg.web.evidence_page), which is read once.
 *  @throws Unreadable, Unreachable and DOMException as `readPage` does */
export async function readEvidence(claim: string, signal?: AbortSignal): Promise<Document> {
  const known = evidence.get(claim);
  if (known) return known;
  const address = pageAddress(`/figures/evidence/${encodeURI(claim)}`);
  const { page } = await readPage(address, signal);
  evidence.set(claim, page);
  return page;
}

/** That evidence, if it has been read. */
export function knownEvidence(claim: string): Document | undefined {
  return evidence.get(claim);
}
