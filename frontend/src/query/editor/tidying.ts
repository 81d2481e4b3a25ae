// A query with its lines broken and indented by what they are, and its keywords in capitals. It says the
// same: all but white space and the case of keywords stays.

import { isKeyword } from "./keywords";
import { scan, type Token } from "./scan";

const STEP = "  ";
const BEGINNING = [ // words that begin a line
  "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "PREFIX", "BASE", "OPTIONAL", "FILTER", "BIND",
  "VALUES", "MINUS", "GRAPH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET",
];
const LONGEST = 100; // characters of a line
const SHORT = 90; // characters of a group
const LOWER = ["A", "TRUE", "FALSE"];

/** The text in good order; as it is where that would change what it says. */
export function tidied(text: string): string {
  const found = lines(text, scan(text)).join("\n").replace(/\n{3,}/g, "\n\n").trim() + "\n";
  return saidBy(found) === saidBy(text) ? found : text;
}

function saidBy(text: string): string {
  return scan(text).map((token) => (isWord(token) ? token.text.toUpperCase() : token.text.trimEnd())).join(" ");
}

function isWord({ kind, text }: Token): boolean {
  return kind === "word" && isKeyword(text);
}

function lines(text: string, tokens: readonly Token[]): string[] {
  const writer = new Writer(text, tokens);
  tokens.forEach((token, index) => { writer.pass(token, index); });
  return writer.finish();
}

/** A bracket that is open; "-" is one of a group that stays in its line. */
type Bracket = "{" | "(" | "[" | "-";

/** Writes tokens into lines, one after another. */
class Writer {
  private readonly found: string[] = [];
  private readonly brackets: Bracket[] = [];
  private line = "";
  private isGoingOn = false; // behind a semicolon

  constructor(private readonly text: string, private readonly tokens: readonly Token[]) {}

  pass(token: Token, index: number): void {
    const before = this.tokens[index - 1];
    const between = before ? this.text.slice(before.to, token.from) : "";
    const word = isWord(token) ? token.text.toUpperCase() : "";
    if (/\n\s*\n/.test(between) && !this.isInside) {
      this.end();
      this.found.push("");
    }
    if (token.kind === "comment") this.comment(token, !before || between.includes("\n"));
    else if (token.text === "}") this.close();
    else if (word === "UNION" || (token.text === "." && !this.line)) this.join(word || ".", index);
    else if (token.text === "{") this.open(index);
    else {
      const isBeginning = BEGINNING.includes(word) && before?.text.toUpperCase() !== "NOT";
      if (isBeginning && !this.isInside) this.begin();
      this.add(word && !LOWER.includes(word) ? word : token.text, gapOf(before, token, between));
      this.follow(token);
    }
  }

  finish(): string[] {
    this.end();
    return this.found;
  }

  /** Whether lines do not end here: within an expression, or a group that stays in its line. */
  private get isInside(): boolean {
    return ["(", "-"].includes(this.brackets.at(-1) ?? "");
  }

  private comment(token: Token, isOwnLine: boolean): void {
    if (isOwnLine) this.end();
    else this.takeUp();
    this.add(token.text.trimEnd(), "  ");
    this.end();
  }

  private open(index: number): void {
    this.add("{", " ");
    const stays = this.isInside || isShort(this.text, this.tokens, index);
    this.brackets.push(stays ? "-" : "{");
    if (!stays) this.begin();
  }

  private close(): void {
    if (this.brackets.pop() === "-") this.line += " }";
    else {
      this.begin();
      this.add("}", " ");
    }
    if (!this.isInside) this.end();
  }

  /** A union, or a full stop behind a group, goes on with the last line where there is room. */
  private join(word: string, index: number): void {
    const behind = word === "." ? 0 : groupOf(this.text, this.tokens, index + 1).length + word.length;
    if ((this.found.at(-1)?.length ?? 0) + behind < LONGEST) this.takeUp();
    this.add(word, " ");
  }

  /** What follows from a token that has been written. */
  private follow(token: Token): void {
    const isInside = this.isInside;
    if (token.text === "(" || token.text === "[") this.brackets.push(token.text);
    else if (token.text === ")" || token.text === "]") {
      this.brackets.pop();
      if (this.brackets.at(-1) === "{" && /^\s*(FILTER|BIND)/.test(this.line)) this.end();
    } else if (!isInside && this.brackets.length && (token.text === "." || token.text === ";")) {
      this.end();
      this.isGoingOn = token.text === ";";
    } else if (token.kind === "iri" && ["PREFIX", "BASE"].includes(declared(this.tokens, token))) this.end();
  }

  private add(words: string, gap: string): void {
    const open = this.brackets.filter((bracket) => bracket === "{" || bracket === "[").length;
    const depth = open + (this.isGoingOn ? 1 : 0);
    if (this.line && gap && !this.brackets.includes("-") && this.line.length + words.length > LONGEST) {
      this.end();
      this.line = STEP.repeat(depth + 2) + words;
    } else this.line = this.line ? this.line + gap + words : STEP.repeat(depth) + words;
  }

  private end(): void {
    if (this.line.trim()) this.found.push(this.line.trimEnd());
    this.line = "";
  }

  /** End the line and what went on in it. */
  private begin(): void {
    this.end();
    this.isGoingOn = false;
  }

  /** Go on with the last line. */
  private takeUp(): void {
    if (!this.line) this.line = this.found.pop() ?? "";
  }
}

/** Whether a group stands in one line of several, and is short enough to stay there. */
function isShort(text: string, tokens: readonly Token[], index: number): boolean {
  const group = groupOf(text, tokens, index);
  return group.endsWith("}") && group.length <= SHORT && !/[\n#]/.test(group) && text.trim().includes("\n");
}

/** The text of a group up to its first bracket. */
function groupOf(text: string, tokens: readonly Token[], index: number): string {
  const close = tokens.slice(index + 1).find(({ text }) => text === "}" || text === "{");
  return text.slice(tokens[index]?.from, close?.to);
}

/** The keyword of the declaration that an IRI ends. */
function declared(tokens: readonly Token[], iri: Token): string {
  const index = tokens.indexOf(iri);
  const [word, name] = [tokens[index - 2], tokens[index - 1]];
  if (name?.text.toUpperCase() === "BASE") return "BASE";
  return name?.kind === "name" ? (word?.text.toUpperCase() ?? "") : "";
}

/** The white space before a token: as much as was there, one space at most. */
function gapOf(before: Token | undefined, token: Token, between: string): string {
  if (token.text === ";" || (token.text !== ")" && ["{", "}"].includes(before?.text ?? ""))) return " ";
  return between ? " " : "";
}
