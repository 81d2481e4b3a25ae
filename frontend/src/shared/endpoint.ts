// The endpoint: queries go out, results come back, and whatever is wrong comes as a problem
// (RFC 9457) with its words.

import { isAbort } from "./events";
import { say } from "./words";

export const ENDPOINT = "/sparql";
export const JSON_RESULTS = "application/sparql-results+json";

/** A term of SPARQL 1.1 Query Results JSON (§3.2.2). */
export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

/** A solution: terms by variable; one without a value is not there (§3.2.1). */
export type Solution = Partial<Record<string, Term>>;

/** The result of a SELECT. */
export interface Solutions {
  head: { vars: string[] };
  results: { bindings: Solution[] };
}

/** A problem document of the server; further members depend on its type. */
export interface ProblemDocument {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  line?: number;
  column?: number;
  /** The first column behind what is wrong, on the same line. */
  endColumn?: number;
  hint?: string;
  limit?: number;
  [member: string]: unknown;
}

/** What the server would not do, or did not. */
export class Refusal extends Error {
  constructor(
    readonly problem: ProblemDocument,
    /** Seconds after which it can be tried again, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem.detail ?? problem.title);
    this.name = "Refusal";
  }

  /** The name of the problem's type, such as "query-timeout"; "" where it has none. */
  get kind(): string {
    return this.problem.type?.split("/problem/")[1] ?? "";
  }
}

/** Send a query and return the response as it comes.
 *  @param accept media types, as in the Accept header
 *  @param parameters further ones of the protocol, such as `default-graph-uri`
 *  @throws Refusal if the server refuses it, or cannot be reached
 *  @throws DOMException with the name AbortError if it was aborted; the server then ends the query */
export async function send(
  query: string,
  accept: string,
  signal?: AbortSignal,
  parameters: [string, string][] = [],
): Promise<Response> {
  const headers = { Accept: accept, "Content-Type": "application/sparql-query" };
  const further = parameters.length ? `?${new URLSearchParams(parameters).toString()}` : "";
  return checked(fetch(ENDPOINT + further, { method: "POST", headers, body: query, signal: signal ?? null }));
}

/** The solutions of a SELECT.
 *  @throws Refusal and DOMException as `send` does */
export async function select(query: string, signal?: AbortSignal): Promise<Solutions> {
  const response = await send(query, JSON_RESULTS, signal);
  return (await response.json()) as Solutions;
}

/** Read a JSON document of the site.
 *  @throws Refusal and DOMException as `send` does */
export async function readJson<Read>(address: string, signal?: AbortSignal): Promise<Read> {
  const headers = { Accept: "application/json" };
  const response = await checked(fetch(address, { headers, signal: signal ?? null }));
  return (await response.json()) as Read;
}

async function checked(sent: Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await sent;
  } catch (error) {
    if (isAbort(error)) throw error;
    const title = say("The server cannot be reached");
    throw new Refusal({ title, status: 0, detail: say("Check the connection and try again.") });
  }
  if (response.ok) return response;
  const retry = Number(response.headers.get("Retry-After"));
  throw new Refusal(await problemOf(response), retry || null);
}

async function problemOf(response: Response): Promise<ProblemDocument> {
  const isProblem = response.headers.get("Content-Type")?.includes("json");
  const unknown = { title: response.statusText || String(response.status), status: response.status };
  try {
    return isProblem ? ((await response.json()) as ProblemDocument) : unknown;
  } catch {
    return unknown;
  }
}
