// A table as text that spreadsheets and documents take.

import type { Solution, Term } from "../shared/endpoint";

const WEB = /^https?:\/\/[^\s<>|]+$/; // what may become a link wherever it is pasted

/** The value of a cell as it is copied: the whole IRI, or the text of a literal. */
export function plainValue(term: Term | undefined): string {
  if (!term) return "";
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/** Values parted by tabs, as spreadsheets paste them: line ends and tabs within a value are spaces. */
export function asTabs(columns: readonly string[], rows: readonly Solution[]): string {
  const cell = (text: string) => text.replace(/[\t\r\n]+/g, " ");
  const lines = rows.map((row) => columns.map((column) => cell(plainValue(row[column]))).join("\t"));
  return [columns.join("\t"), ...lines].join("\n") + "\n";
}

/** A table in Markdown (GitHub Flavored Markdown §4.10); IRIs of the web are links. */
export function asMarkdown(
  columns: readonly string[],
  rows: readonly Solution[],
  naming: (term: Term) => string,
): string {
  const cell = (term: Term | undefined) => {
    if (!term) return "";
    const words = escaped(naming(term));
    return term.type === "uri" && WEB.test(term.value) ? `[${words}](<${term.value}>)` : words;
  };
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(escaped)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(columns.map((column) => cell(row[column])))),
  ].join("\n") + "\n";
}

function escaped(text: string): string {
  return text.replace(/[\\|[\]<>*_`]/g, "\\$&").replace(/\s+/g, " ");
}
