// A query cut into tokens (SPARQL 1.1 Query §19.8), as far as a text that is still written can be.

type Kind =
  | "comment" | "iri" | "string" | "name" | "variable" | "language" | "word" | "number" | "sign";

/** A token: `from` and `to` are offsets in UTF-16 code units. */
export interface Token {
  kind: Kind;
  text: string;
  from: number;
  to: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<iri><[^\x00-\x20<>"{}|^\x60]*>)`,
    String.raw`(?<string>"{3}(?:[^"\\]|\\.|"(?!""))*(?:"{3})?|'{3}(?:[^'\\]|\\.|'(?!''))*(?:'{3})?` +
      String.raw`|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)`,
    String.raw`(?<name>(?:\p{L}[\p{L}\p{N}_.-]{0,99})?:(?:[\p{L}\p{N}_:-]|\.(?=[\p{L}\p{N}_:.-])|%[0-9A-Fa-f]{2}|\\[^\s\w])*)`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]*)`,
    String.raw`(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)`,
    String.raw`(?<number>\d+(?:\.\d+)?)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)`,
    String.raw`(?<sign>&&|\|\||\^\^|[!<>]=|\S)`,
  ].join("|"),
  "gsu",
);

/** The tokens of a text, comments among them. */
export function scan(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    const from = match.index;
    found.push({ kind: kind as Kind, text: match[0], from, to: from + match[0].length });
  }
  return found;
}

/** The token that ends at an offset or goes on beyond it; null where there is none. */
export function tokenAt(tokens: readonly Token[], offset: number): Token | null {
  return tokens.find((token) => token.from < offset && offset <= token.to) ?? null;
}
