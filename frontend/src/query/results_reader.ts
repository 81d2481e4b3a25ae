// SPARQL 1.1 Query Results JSON and N-Triples, read while they come: so a long result is shown from
// its beginning, and one that never ends can be left.

import type { Solution, Term } from "../shared/endpoint";
import { readTriple } from "./ntriples";

/** Of a result: of SELECT, of ASK, of CONSTRUCT or DESCRIBE. */
export type Form = "solutions" | "boolean" | "graph";

/** What is read of a result so far. Of a graph, each row is a triple. */
export interface Found {
  form: Form;
  variables: string[];
  rows: Solution[];
  /** The answer to ASK. */
  answer: boolean | null;
}

/** Takes the text of a result piece by piece. */
export interface ResultsReader {
  readonly found: Found;
  /** Whether the text so far is a whole result. */
  readonly isWhole: boolean;
  add(piece: string): void;
}

const TRIPLE = ["subject", "property", "object"] as const;

// A quotation mark within a text is escaped, so this is found nowhere but where it belongs.
const BINDINGS = /"results"\s*:\s*\{\s*"bindings"\s*:\s*\[/;

/** Reads the JSON of a SELECT or an ASK. Its members may come in any order (§3), as long as those of
 *  "head" come before those of "results". */
export class JsonReader implements ResultsReader {
  readonly found: Found = { form: "solutions", variables: [], rows: [], answer: null };
  isWhole = false;
  private head = ""; // until the bindings begin
  private rest = ""; // what is not yet a whole solution
  private isInBindings = false;
  private depth = 0;
  private isInText = false;
  private isEscaped = false;

  add(piece: string): void {
    if (this.isInBindings) return this.scan(piece);
    this.head += piece;
    const match = BINDINGS.exec(this.head);
    if (match) {
      const at = match.index + match[0].length;
      const rest = this.head.slice(at);
      const before = JSON.parse(`${this.head.slice(0, at)}]}}`) as { head: { vars?: string[] } };
      this.found.variables = before.head.vars ?? [];
      this.isInBindings = true;
      this.head = "";
      this.scan(rest);
    } else this.readBoolean();
  }

  private readBoolean(): void {
    if (!/"boolean"\s*:\s*(true|false)\s*\}\s*$/.test(this.head)) return;
    const read = JSON.parse(this.head) as { boolean: boolean };
    Object.assign(this.found, { form: "boolean", answer: read.boolean });
    this.isWhole = true;
  }

  private scan(piece: string): void {
    const begun = this.rest.length;
    const text = this.rest + piece;
    let start = this.depth ? 0 : -1;
    for (let index = begun; index < text.length; index += 1) {
      const character = text[index];
      if (this.isInText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (character === "\\") this.isEscaped = true;
        else if (character === '"') this.isInText = false;
      } else if (character === '"') this.isInText = true;
      else if (character === "{") {
        if (this.depth === 0) start = index;
        this.depth += 1;
      } else if (character === "}") {
        this.depth -= 1;
        if (this.depth === 0) {
          this.found.rows.push(rowFrom(JSON.parse(text.slice(start, index + 1)) as Solution));
          start = -1;
        } else if (this.depth < 0) this.isWhole = this.depth === -2;
      }
    }
    this.rest = this.depth > 0 ? text.slice(start) : "";
  }
}

/** Reads the N-Triples of a CONSTRUCT or a DESCRIBE. */
export class TriplesReader implements ResultsReader {
  readonly found: Found = { form: "graph", variables: [...TRIPLE], rows: [], answer: null };
  private rest = "";

  get isWhole(): boolean {
    return this.rest.trim() === "";
  }

  add(piece: string): void {
    const lines = (this.rest + piece).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const triple = readTriple(line);
      if (triple) this.found.rows.push(rowOf(triple));
    }
  }
}

/** A row without what objects inherit: a column may be called `?constructor`. */
function rowFrom(solution: Solution): Solution {
  return Object.assign(Object.create(null) as Solution, solution);
}

function rowOf([subject, property, object]: [Term, Term, Term]): Solution {
  return { subject, property, object };
}

/** A reader of a result of a media type. */
export function readerOf(mediaType: string): ResultsReader {
  return mediaType.startsWith("application/n-triples") ? new TriplesReader() : new JsonReader();
}

/** Read a whole text. */
export function readWhole(mediaType: string, text: string): Found {
  const reader = readerOf(mediaType);
  reader.add(text);
  return reader.found;
}
