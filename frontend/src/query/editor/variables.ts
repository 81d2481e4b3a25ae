// Variables that a query asks for and that nothing in it gives a value (SPARQL 1.1 Query §18.2.1).

import type { Token } from "./scan";

/** Where a SELECT or the whole query begins, with what gives values in it. */
interface Scope {
  bound: Set<string>;
  asked: Token[];
  columns: Set<string> | null; // of an inner SELECT; null for all
  depth: number; // of brackets, outside of which it ends
}

interface Frame {
  kind: "pattern" | "expression" | "template" | "list";
  /** Of EXISTS and MINUS: what has a value there has none outside. */
  apart: { bound: Set<string>; askedBefore: number } | null;
}

/** A variable that has no value where it stands. */
export interface Unbound {
  token: Token;
  /** Variables that have a value where it stands. */
  bound: Set<string>;
}

const ENDING = ["WHERE", "FROM", "NAMED", "LIMIT", "OFFSET", "VALUES"];

/** Those variables, at each of their places.
 *  @param tokens of a query without mistakes, without comments */
export function unboundIn(tokens: readonly Token[]): Unbound[] {
  const walk = new Walk();
  tokens.forEach((token, index) => { walk.pass(token, tokens[index - 1]); });
  return walk.finish();
}

class Walk {
  private readonly found: Unbound[] = [];
  private readonly scopes: Scope[] = [scope(-1)];
  private readonly frames: Frame[] = [];
  private part: "columns" | "template" | "modifiers" | "values" | "" = "";

  pass(token: Token, before: Token | undefined): void {
    const word = token.kind === "word" ? token.text.toUpperCase() : "";
    const last = before?.kind === "word" ? before.text.toUpperCase() : "";
    if (word) this.keyword(word);
    else if (token.kind === "variable") this.variable(token, last);
    else if ("{([".includes(token.text)) this.open(token.text, last);
    else if ("})]".includes(token.text)) this.close(token.text);
  }

  finish(): Unbound[] {
    while (this.scopes.length) this.leave();
    return this.found;
  }

  private get scope(): Scope {
    return this.scopes.at(-1) ?? scope(-1);
  }

  private get isExpressed(): boolean {
    return this.frames.at(-1)?.kind === "expression";
  }

  private keyword(word: string): void {
    if (word === "SELECT") {
      if (this.frames.length) this.scopes.push({ ...scope(this.frames.length), columns: new Set() });
      this.part = "columns";
    } else if (word === "CONSTRUCT" || word === "DESCRIBE") this.part = word === "CONSTRUCT" ? "template" : "columns";
    else if (word === "VALUES") this.part = "values";
    else if (ENDING.includes(word) || word === "ASK") this.part = "";
    else if (["ORDER", "GROUP", "HAVING"].includes(word)) this.part = "modifiers";
  }

  private variable(token: Token, last: string): void {
    const name = token.text.slice(1);
    const frame = this.frames.at(-1);
    const isColumn = this.part === "columns" && !this.isExpressed;
    if (last === "AS") {
      this.scope.bound.add(name);
      if (this.part === "columns") this.scope.columns?.add(name);
    } else if (isColumn || this.isExpressed || this.part === "modifiers" || frame?.kind === "template") {
      this.scope.asked.push(token);
      if (isColumn) this.scope.columns?.add(name);
    } else {
      const inside = this.frames.slice(Math.max(0, this.scope.depth));
      const apart = inside.findLast((each) => each.apart)?.apart;
      (apart ?? this.scope).bound.add(name);
    }
  }

  private open(text: string, last: string): void {
    let kind: Frame["kind"] = "pattern";
    if (text === "{") {
      kind = this.part === "values" ? "list" : this.part === "template" ? "template" : "pattern";
      this.part = "";
    } else if (text === "[") kind = this.frames.at(-1)?.kind ?? "pattern";
    else if (this.part === "values") kind = "list";
    else if (this.isAsking(last)) kind = "expression";
    const isApart = text === "{" && (last === "EXISTS" || last === "MINUS");
    const apart = isApart ? { bound: new Set<string>(), askedBefore: this.scope.asked.length } : null;
    this.frames.push({ kind, apart });
  }

  /** Whether a bracket begins an expression: behind a keyword or the name of a function. */
  private isAsking(last: string): boolean {
    return this.part === "columns" || this.part === "modifiers" || this.isExpressed ||
      (last !== "" && last !== "A");
  }

  private close(text: string): void {
    const apart = this.frames.pop()?.apart;
    if (apart) this.settle(apart);
    if (text !== "}") return;
    this.part = "";
    if (this.frames.length < this.scope.depth) this.leave();
  }

  /** What is asked for within EXISTS or MINUS may have its value there. */
  private settle({ bound, askedBefore }: NonNullable<Frame["apart"]>): void {
    this.scope.asked = this.scope.asked.filter((token, index) =>
      index < askedBefore || !bound.has(token.text.slice(1)));
  }

  private leave(): void {
    const left = this.scopes.pop();
    if (!left) return;
    const { bound, asked, columns } = left;
    for (const token of asked) if (!bound.has(token.text.slice(1))) this.found.push({ token, bound });
    for (const name of columns?.size ? columns : bound) this.scopes.at(-1)?.bound.add(name);
  }
}

function scope(depth: number): Scope {
  return { bound: new Set(), asked: [], columns: null, depth };
}
