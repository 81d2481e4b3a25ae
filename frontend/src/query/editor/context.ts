// Where in a query the cursor is: which part of a triple is being written, and of what.

import { TYPE } from "../../shared/namespaces";
import { expanded, type Prefixes } from "./prefixes";
import type { Token } from "./scan";

/** What can stand at the cursor. */
export type Place =
  | "start" | "prefix" | "projection" | "modifier" | "graph" | "subject" | "verb" | "object"
  | "after" | "expression" | "values" | "nothing";

/** A triple pattern; what is no variable and no IRI has a name of its own. */
export interface Pattern {
  subject: string;
  predicate: string;
  object: string;
}

/** What is written at the cursor, and what the whole query says.
 *  `subject` is the variable or IRI whose property is written, `predicate` the IRI that leads to what
 *  is written. */
export interface Context {
  place: Place;
  subject: string | null;
  predicate: string | null;
  patterns: Pattern[];
  variables: string[];
}

interface Frame {
  kind: "group" | "expression" | "values" | "path" | "blank";
  place: Place;
  subject: string;
  step: string;
  predicate: string;
  isInverse: boolean;
}

const MODIFIERS = ["ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "BY"];
const TERMS = ["iri", "name", "variable", "string", "number"];
const EXPRESSED = ["FILTER", "BIND", "HAVING"];

/** The context of an offset.
 *  @param tokens of the query, without comments
 *  @param written the token that is being written, which says nothing yet */
export function contextAt(
  tokens: readonly Token[],
  offset: number,
  written: Token | null,
  declared: Prefixes,
  known: Prefixes,
): Context {
  const walk = new Walk(declared, known);
  let seen: Pick<Context, "place" | "subject" | "predicate"> | null = null;
  for (const token of tokens) {
    if (!seen && token.from >= (written?.from ?? offset)) seen = walk.here();
    if (token !== written) walk.pass(token);
  }
  return { ...(seen ?? walk.here()), patterns: walk.patterns, variables: [...walk.variables] };
}

class Walk {
  readonly patterns: Pattern[] = [];
  readonly variables = new Set<string>();
  private readonly frames: Frame[] = [frame("group", "start")];
  private last = "";
  private isExpressed = false;
  private blanks = 0;

  constructor(private readonly declared: Prefixes, private readonly known: Prefixes) {}

  here(): Pick<Context, "place" | "subject" | "predicate"> {
    const { kind, place, step, predicate } = this.top;
    if (this.last === "GRAPH" || this.last === "FROM" || this.last === "NAMED")
      return { place: "graph", subject: null, predicate: null };
    if (this.last === "PREFIX" || this.last === "BASE")
      return { place: "prefix", subject: null, predicate: null };
    const isVerb = place === "verb" || kind === "path";
    return {
      place: kind === "path" ? "verb" : place,
      subject: isVerb && step ? step : null,
      predicate: place === "object" ? predicate : null,
    };
  }

  pass(token: Token): void {
    const word = token.kind === "word" ? token.text.toUpperCase() : "";
    if (token.kind === "variable" && token.text.length > 1)
      this.variables.add(`?${token.text.slice(1)}`);
    if (this.last === "PREFIX" && token.kind === "name") return;
    if (["GRAPH", "FROM", "NAMED", "PREFIX", "BASE"].includes(this.last) && word !== "NAMED") {
      this.last = "";
      if (TERMS.includes(token.kind)) return;
    }
    if (word && !(token.text === "a" && this.top.place === "verb")) this.keyword(word);
    else if (token.kind === "sign") this.sign(token.text);
    else if (token.kind !== "language") this.term(token);
  }

  private get top(): Frame {
    return this.frames.at(-1) ?? frame("group", "start");
  }

  private keyword(word: string): void {
    this.last = word;
    this.isExpressed ||= EXPRESSED.includes(word);
    if (this.top.kind !== "group") return;
    if (word === "SELECT") this.top.place = "projection";
    else if (MODIFIERS.includes(word)) this.top.place = "modifier";
    else if (word === "VALUES") this.top.place = "values";
    else if (["OPTIONAL", "MINUS", "UNION"].includes(word)) this.top.place = "subject";
  }

  private sign(text: string): void {
    const top = this.top;
    if (text === "{") {
      const isValues = top.place === "values";
      if (isValues) top.place = "subject";
      this.frames.push(isValues ? frame("values", "values") : frame("group", "subject"));
      this.isExpressed = false;
    } else if (text === "(") {
      const isPath = top.kind === "path" || (top.place === "verb" && !this.isExpressed);
      if (isPath) this.frames.push({ ...top, kind: "path" });
      else this.frames.push(frame(top.place === "values" ? "values" : "expression",
        top.place === "values" ? "values" : "expression"));
      this.isExpressed = false;
    } else if (text === "[") {
      this.frames.push({ ...frame("blank", "verb"), ...this.blank() });
    } else if (text === "}" || text === ")" || text === "]") this.close(text);
    else if (text === "." && top.kind !== "expression") top.place = "subject";
    else if (text === ";" && top.subject) Object.assign(top, { place: "verb", step: top.subject });
    else if (text === "," && top.place === "after") top.place = "object";
    else if (text === "/" && top.place === "object") this.goOn();
    else if (text === "|" && top.place === "object") top.place = "verb";
    else if (text === "^" && top.place === "verb") top.isInverse = true;
  }

  private close(text: string): void {
    if (this.frames.length === 1) return;
    const closed = this.frames.pop();
    const top = this.top;
    if (text === "]" && closed) this.take(closed.subject);
    else if (closed?.kind === "path") Object.assign(top, { place: "object", predicate: "" });
    else if (text === "}") top.place = this.frames.length === 1 ? "modifier" : "subject";
    else if (top.kind === "group" && ["after", "verb", "object"].includes(top.place))
      top.place = "subject";
  }

  private term(token: Token): void {
    this.last = "";
    if (this.top.kind === "path") return;
    const isName = token.kind === "iri" || token.kind === "name";
    if (token.text === "a") this.take(TYPE);
    else if (token.kind === "variable") this.take(`?${token.text.slice(1)}`);
    else if (isName) this.take(expanded(token.text, this.declared, this.known) ?? token.text);
    else if (token.kind === "string" || token.kind === "number") this.take("");
  }

  private take(term: string): void {
    const top = this.top;
    if (top.place === "subject" || (top.place === "after" && top.kind === "group"))
      Object.assign(top, { subject: term, step: term, place: "verb" });
    else if (top.place === "verb") Object.assign(top, { predicate: term, place: "object" });
    else if (top.place === "object") {
      this.record(term);
      top.place = "after";
    }
  }

  /** The property path goes on from what the property leads to. */
  private goOn(): void {
    const { step } = this.blank();
    this.record(step);
    Object.assign(this.top, { step, place: "verb" });
  }

  private record(object: string): void {
    const top = this.top;
    const { predicate } = top;
    if (predicate) {
      const [subject, other] = top.isInverse ? [object, top.step] : [top.step, object];
      this.patterns.push({ subject, predicate, object: other });
    }
    top.isInverse = false;
  }

  private blank(): { subject: string; step: string } {
    const name = `_:${++this.blanks}`;
    return { subject: name, step: name };
  }
}

function frame(kind: Frame["kind"], place: Place): Frame {
  return { kind, place, subject: "", step: "", predicate: "", isInverse: false };
}
