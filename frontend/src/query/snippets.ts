// Programs that ask the same, quoted as each language wants it.

import type { Form } from "./results_reader";

/** A program in a language. */
export interface Snippet {
  name: string;
  code: string;
}

/** Programs that send a query and read its result.
 *  @param endpoint address of the endpoint
 *  @param form of the result, which decides the format that is asked for */
export function snippets(query: string, endpoint: string, form: Form): Snippet[] {
  const text = query.endsWith("\n") ? query : `${query}\n`;
  return [
    { name: "curl", code: curl(text, endpoint, form) },
    { name: "Python", code: python(text, endpoint, form) },
    { name: "R", code: r(text, endpoint, form) },
    { name: "JavaScript", code: javascript(text, endpoint, form) },
  ];
}

const ACCEPT: Record<Form, string> = {
  solutions: "text/csv",
  boolean: "application/sparql-results+json",
  graph: "text/turtle",
};

function curl(query: string, endpoint: string, form: Form): string {
  return `curl --fail --silent --show-error ${endpoint} \\
  --header 'Accept: ${ACCEPT[form]}' \\
  --data-urlencode ${inShell(`query=${query}`)}
`;
}

function python(query: string, endpoint: string, form: Form): string {
  const [imports, reading] = {
    solutions: ["import pandas", `    table = pandas.read_csv(response)
print(table)`],
    boolean: ["import json", `    answer = json.load(response)["boolean"]
print(answer)`],
    graph: ["import rdflib", `    graph = rdflib.Graph().parse(response, format="turtle")
print(len(graph))`],
  }[form];
  const [standard, installed] = form === "boolean" ? [`${imports}\n`, ""] : ["", `\n${imports}\n`];
  return `${standard}from urllib.parse import urlencode
from urllib.request import Request, urlopen
${installed}
query = ${inPython(query)}
data = urlencode({"query": query}).encode()
request = Request("${endpoint}", data, {"Accept": "${ACCEPT[form]}"})
with urlopen(request, timeout=60) as response:
${reading}
`;
}

function r(query: string, endpoint: string, form: Form): string {
  const reading = {
    solutions: `table <- read.csv(text = resp_body_string(response, "UTF-8"))
print(table)`,
    boolean: `answer <- resp_body_json(response, check_type = FALSE)$boolean
print(answer)`,
    graph: `turtle <- resp_body_string(response, "UTF-8")
cat(turtle)`,
  }[form];
  return `library(httr2)

query <- ${inR(query)}
response <- request("${endpoint}") |>
  req_headers(Accept = "${ACCEPT[form]}") |>
  req_body_form(query = query) |>
  req_perform()
${reading}
`;
}

function javascript(query: string, endpoint: string, form: Form): string {
  const accept = form === "graph" ? ACCEPT.graph : ACCEPT.boolean;
  const reading = {
    solutions: `const { results } = await response.json();
console.table(results.bindings.map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))));`,
    boolean: `console.log((await response.json()).boolean);`,
    graph: `console.log(await response.text());`,
  }[form];
  return `const query = ${inJavaScript(query)};
const response = await fetch("${endpoint}", {
  method: "POST",
  headers: { Accept: "${accept}" },
  body: new URLSearchParams({ query }),
});
if (!response.ok) throw new Error(await response.text());
${reading}
`;
}

/** A word of the POSIX shell (Shell Command Language §2.2.2). */
export function inShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A string of Python in triple quotes. */
export function inPython(text: string): string {
  const quoted = text.replaceAll("\\", "\\\\").replaceAll('"""', String.raw`\"\"\"`);
  return `"""\\\n${quoted.replace(/"$/, String.raw`\"`)}"""`;
}

/** A raw string of R (from 4.0.0), with as many dashes as it needs. */
export function inR(text: string): string {
  let dashes = "";
  while (text.includes(`)${dashes}"`)) dashes += "-";
  return `r"${dashes}(${text})${dashes}"`;
}

/** A template literal of JavaScript. */
export function inJavaScript(text: string): string {
  return `\`${text.replace(/[\\`]|\$(?=\{)/g, String.raw`\$&`)}\``;
}
