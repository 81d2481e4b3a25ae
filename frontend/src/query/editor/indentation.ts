// How far a new line of a query is indented: by the brackets that are open before it.

import { indentOnInput, indentService, indentUnit } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";

import { scan } from "./scan";

const UNIT = "  ";
const OPENING = ["{", "(", "["];
const CLOSING = ["}", ")", "]"];

/** The columns before a line.
 *  @param before the text before the line
 *  @param after what the line begins with */
export function columnsAfter(before: string, after: string): number {
  let depth = 0;
  let last = "";
  for (const { kind, text } of scan(before)) {
    if (kind === "comment") continue;
    if (OPENING.includes(text)) depth += 1;
    else if (CLOSING.includes(text)) depth = Math.max(0, depth - 1);
    last = text;
  }
  if (CLOSING.includes(after.trimStart().charAt(0))) depth = Math.max(0, depth - 1);
  else if (depth && (last === ";" || last === ",")) depth += 1; // the triple goes on
  return depth * UNIT.length;
}

/** New lines are indented, and a bracket that closes goes back. */
export const indentation: Extension = [
  indentUnit.of(UNIT),
  indentService.of((context, offset) =>
    columnsAfter(context.state.sliceDoc(0, offset), context.textAfterPos(offset))),
  EditorState.languageData.of(() => [{ indentOnInput: /^\s*[})\]]$/ }]),
  indentOnInput(),
];
