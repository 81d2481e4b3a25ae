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
  const found: string[] = [];
  const brackets: string[] = []; // "-" for a group that stays in its line
  let line = "";
  let isGoingOn = false; // behind a semicolon
  let before: Token | null = null;

  const end = () => {
    if (line.trim()) found.push(line.trimEnd());
    line = "";
  };
  const add = (words: string, gap: string) => {
    const depth = brackets.filter((bracket) => bracket === "{" || bracket === "[").length + (isGoingOn ? 1 : 0);
    if (line && gap && !brackets.includes("-") && line.length + words.length > LONGEST) {
      end();
      line = STEP.repeat(depth + 2) + words;
    } else line = line ? line + gap + words : STEP.repeat(depth) + words;
  };
  /** Go on with the last line. */
  const takeUp = () => {
    if (!line) line = found.pop() ?? "";
  };

  for (const [index, token] of tokens.entries()) {
    const word = isWord(token) ? token.text.toUpperCase() : "";
    const between = before ? text.slice(before.to, token.from) : "";
    const gap = gapOf(before, token, between);
    const isInside = ["(", "-"].includes(brackets.at(-1) ?? "");
    const isBeginning = BEGINNING.includes(word) && before?.text.toUpperCase() !== "NOT";
    if (/\n\s*\n/.test(between) && !isInside) {
      end();
      found.push("");
    }
    if (token.kind === "comment") {
      if (!before || between.includes("\n")) end();
      else takeUp();
      add(token.text.trimEnd(), "  ");
      end();
    } else if (token.text === "}") {
      if (brackets.pop() === "-") line += " }";
      else {
        end();
        isGoingOn = false;
        add("}", " ");
      }
      if (!["(", "-"].includes(brackets.at(-1) ?? "")) end();
    } else if (word === "UNION" || (token.text === "." && !line)) {
      const behind = word ? groupOf(text, tokens, index + 1).length + word.length : 0;
      if ((found.at(-1)?.length ?? 0) + behind < LONGEST) takeUp();
      add(word || ".", " ");
    } else if (token.text === "{") {
      add("{", " ");
      const stays = isInside || isShort(text, tokens, index);
      brackets.push(stays ? "-" : "{");
      if (!stays) {
        end();
        isGoingOn = false;
      }
    } else {
      if (isBeginning && !isInside) {
        end();
        isGoingOn = false;
      }
      add(word && !LOWER.includes(word) ? word : token.text, gap);
      if (token.text === "(" || token.text === "[") brackets.push(token.text);
      else if (token.text === ")" || token.text === "]") {
        brackets.pop();
        if (brackets.at(-1) === "{" && /^\s*(FILTER|BIND)/.test(line)) end();
      }
      else if (!isInside && brackets.length && (token.text === "." || token.text === ";")) {
        end();
        isGoingOn = token.text === ";";
      } else if (token.kind === "iri" && ["PREFIX", "BASE"].includes(declared(tokens, token))) end();
    }
    before = token;
  }
  end();
  return found;
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
function gapOf(before: Token | null, token: Token, between: string): string {
  if (token.text === ";" || (token.text !== ")" && ["{", "}"].includes(before?.text ?? ""))) return " ";
  return between ? " " : "";
}
