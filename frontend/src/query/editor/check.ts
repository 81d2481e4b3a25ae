// Asking the server what is wrong with a query, without running it.

import type { ProblemDocument } from "../../shared/endpoint";

const ADDRESS = "/sparql/check";

/** What is wrong with a query; null if nothing is, "unknown" if the server does not say. */
export async function checkQuery(
  text: string,
  signal: AbortSignal,
): Promise<ProblemDocument | null | "unknown"> {
  const headers = { "Content-Type": "application/sparql-query", Accept: "application/json" };
  try {
    const response = await fetch(ADDRESS, { method: "POST", headers, body: text, signal });
    // What is not read keeps the connection; a server that is busy says nothing about the text.
    const found = (await response.json()) as { problem?: ProblemDocument };
    return response.ok ? found.problem ?? null : "unknown";
  } catch {
    return "unknown"; // aborted, or away: Run will tell
  }
}
