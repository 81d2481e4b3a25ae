// The PREFIX line that a query lacks comes by itself when its prefix is typed.

import { EditorState, type Extension, type TransactionSpec } from "@codemirror/state";

import type { Prefixes } from "./prefixes";
import { declaration, declaredIn } from "./prefixes";
import { scan, tokenAt } from "./scan";

/** Declare a known prefix when its colon is typed.
 *  @param known the prefixes of the site, once they are loaded */
export function declareWhatIsTyped(known: () => Prefixes): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.isUserEvent("input.type") || !transaction.docChanged) return transaction;
    let typedAt = -1;
    transaction.changes.iterChanges((_from, _to, _fromNew, toNew, inserted) => {
      if (inserted.sliceString(0).endsWith(":")) typedAt = toNew;
    });
    if (typedAt === -1) return transaction;
    const text = transaction.newDoc.toString();
    const needed = missing(text, typedAt, known());
    return needed ? [transaction, { changes: needed, sequential: true }] : transaction;
  });
}

/** A declaration that a text lacks for a prefix that it did not use before; null if it lacks none.
 *  @param before the text before somebody typed without the prefixes being known */
export function missed(before: string, text: string, known: Prefixes): TransactionSpec["changes"] | null {
  const used = new Set(scan(before).filter(({ kind }) => kind === "name").map(prefixOf));
  for (const token of scan(text)) {
    if (token.kind !== "name" || used.has(prefixOf(token))) continue;
    const needed = missing(text, token.to, known);
    if (needed) return needed;
  }
  return null;
}

/** Whether a text has names whose prefix it does not declare. */
export function lacksPrefix(text: string): boolean {
  const tokens = scan(text);
  const declared = declaredIn(tokens);
  return tokens.some((token) => token.kind === "name" && declared[prefixOf(token)] === undefined);
}

function prefixOf({ text }: { text: string }): string {
  return text.slice(0, text.indexOf(":"));
}

/** The declaration that a name lacks whose colon stands before an offset. */
export function missing(text: string, offset: number, known: Prefixes): TransactionSpec["changes"] | null {
  const tokens = scan(text).filter((token) => token.kind !== "comment");
  const token = tokenAt(tokens, offset);
  const index = token ? tokens.indexOf(token) : -1;
  const isDeclared = tokens[index - 1]?.text.toUpperCase() === "PREFIX";
  if (token?.kind !== "name" || isDeclared) return null;
  return declaration(text, token.text, known);
}
