// Asking the server what is wrong with a query, without running it.

import type { ProblemDocument } from "../../shared/endpoint";

export const ADDRESS = "/sparql/check";
const OF_THE_TEXT = ["query-syntax", "query-refused", "query-too-long"];

/** What is wrong with a query; null if nothing is, "unknown" if the server does not say. */
export async function checkQuery(
  text: string,
  signal: AbortSignal,
): Promise<ProblemDocument | null | "unknown"> {
  const headers = { "Content-Type": "application/sparql-query", Accept: "application/json" };
  try {
    const response = await fetch(ADDRESS, { method: "POST", headers, body: text, signal });
    if (response.ok) {
      await response.text(); // what is not read keeps the connection
      return null;
    }
    const problem = (await response.json()) as ProblemDocument;
    // A server that is busy says nothing about the text.
    return OF_THE_TEXT.some((name) => problem.type?.endsWith(`/${name}`)) ? problem : "unknown";
  } catch {
    return "unknown"; // aborted, or away: Run will tell
  }
}
