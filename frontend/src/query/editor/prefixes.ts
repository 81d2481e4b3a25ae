// Prefixes: those that a query declares, names under them, and where another one is to be declared.

import { scan, type Token } from "./scan";

/** Namespaces by prefix, without the colon. */
export type Prefixes = Readonly<Record<string, string>>;

const LOCAL_NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u;

/** The prefixes that a query declares, by name. */
export function declaredIn(tokens: readonly Token[]): Record<string, string> {
  const found: Record<string, string> = {};
  const told = tokens.filter((token) => token.kind !== "comment");
  told.forEach((token, index) => {
    const [name, iri] = [told[index + 1], told[index + 2]];
    if (token.kind !== "word" || token.text.toUpperCase() !== "PREFIX") return;
    if (name?.kind === "name" && name.text.endsWith(":") && iri?.kind === "iri")
      found[name.text.slice(0, -1)] = iri.text.slice(1, -1);
  });
  return found;
}

/** An IRI as it is written under some prefixes; in angle brackets where none fits. */
export function written(iri: string, declared: Prefixes, known: Prefixes): string {
  for (const prefixes of [declared, known]) {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      const local = iri.slice(namespace.length);
      const isTaken = prefixes === known && declared[prefix] !== undefined;
      if (!isTaken && iri.startsWith(namespace) && LOCAL_NAME.test(local)) return `${prefix}:${local}`;
    }
  }
  return `<${iri}>`;
}

/** The IRI that a name or an IRI in angle brackets stands for; null of a prefix that nobody knows. */
export function expanded(text: string, declared: Prefixes, known: Prefixes): string | null {
  if (text.startsWith("<")) return text.slice(1, -1);
  const colon = text.indexOf(":");
  const prefix = text.slice(0, colon);
  const namespace = declared[prefix] ?? known[prefix];
  return namespace === undefined ? null : namespace + text.slice(colon + 1).replace(/\\(.)/g, "$1");
}

/** What to insert where, for a name to have its prefix; null if it is declared or nobody knows it. */
export function declaration(
  text: string,
  name: string,
  known: Prefixes,
): { from: number; insert: string } | null {
  const prefix = name.startsWith("<") ? "" : name.slice(0, Math.max(0, name.indexOf(":")));
  const namespace = known[prefix];
  const tokens = scan(text);
  if (!prefix || namespace === undefined || declaredIn(tokens)[prefix] !== undefined) return null;
  return { from: afterPrologue(text, tokens), insert: `PREFIX ${prefix}: <${namespace}>\n` };
}

/** The beginning of the line after the last declaration; of the first line without a comment where
 *  there is none. */
function afterPrologue(text: string, tokens: readonly Token[]): number {
  let end = -1;
  const told = tokens.filter((token) => token.kind !== "comment");
  told.forEach((token, index) => {
    const iri = told[index + 2];
    const isDeclaration = token.kind === "word" && token.text.toUpperCase() === "PREFIX";
    if (isDeclaration && iri?.kind === "iri") end = iri.to;
  });
  if (end === -1) return told[0]?.from ?? text.length;
  const next = text.indexOf("\n", end);
  const rest = text.slice(end, next === -1 ? text.length : next);
  if (next !== -1 && /^\s*(#.*)?$/.test(rest)) return next + 1;
  return told.find((token) => token.from >= end)?.from ?? text.length;
}
