// What the server puts into the page for its scripts (kg.web.sparql_page).

import type { ProblemDocument } from "../shared/endpoint";
import type { Form } from "./results_reader";

const GRAPH_PARAMETERS = ["default-graph-uri", "named-graph-uri"];

/** A format in which results can be had. */
export interface Format {
  name: string;
  label: string;
  family: "solutions" | "graph";
  mediaType: string;
  extension: string;
}

/** What the page carries for its scripts. */
export interface ServerData {
  /** Title and advice in the reader's language, by kind of problem. */
  problems: Partial<Record<string, { title: string; advice: string }>>;
  /** What is said of mistakes in queries in the reader's language, by kind. */
  mistakes: Record<string, string>;
  formats: Format[];
  /** The release that was served when the page was made. */
  release: string;
  limits: { seconds: number; memory: number; bytes: number };
  /** The result that the page was answered with, where it is short. */
  first: { mediaType: string; text: string } | null;
  /** Why there is none. */
  problem: ProblemDocument | null;
}

/** What the page carries; null if it carries nothing. */
export function readServerData(): ServerData | null {
  const text = document.getElementById("query-page")?.textContent;
  return text ? (JSON.parse(text) as ServerData) : null;
}

/** The graphs that the page was asked with, as parameters of the protocol (SPARQL 1.1 Protocol §2.1.4). */
export function graphParameters(form: HTMLFormElement): [string, string][] {
  return GRAPH_PARAMETERS.flatMap((name) =>
    [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)]
      .map((input): [string, string] => [name, input.value]));
}

/** The formats of a form of result. */
export function formatsOf(data: ServerData, form: Form): Format[] {
  const family = form === "graph" ? "graph" : "solutions";
  return data.formats.filter((format) => format.family === family);
}
