// What is found wrong in a query, or probably meant in another way, and changes that mend it.

import type { ProblemDocument } from "../../shared/endpoint";
import { say } from "../../shared/words";
import { offsetOf, rangeOf } from "./positions";
import { told } from "./sentences";

/** What stands from one offset to another is to become a text; `name` says so to the reader. */
export interface Fix {
  name: string;
  changes: { from: number; to: number; insert: string }[];
}

/** Something at a place; a warning keeps nobody from running the query. */
export interface Finding {
  from: number;
  to: number;
  severity: "error" | "warning";
  message: string;
  fixes: Fix[];
}

interface Change {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  text: string;
}

/** The message of a problem without its place, which is shown. */
export function messageOf(problem: ProblemDocument): string {
  const { what, help } = told(problem);
  return help ? `${what}; ${help}` : what;
}

/** The place of a problem; of what is refused, only its words tell it. */
export function placeOf(problem: ProblemDocument): { line: number; column: number } | null {
  const { line, column } = problem;
  if (line && column) return { line, column };
  const found = /^line (\d+), column (\d+): /.exec(problem.detail ?? "");
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

/** A place in words. */
export function placeWords(place: { line: number; column: number }): string {
  return say("Line {line}, column {column}", { ...place });
}

/** A problem at its place; null where it has none. */
export function findingOf(text: string, problem: ProblemDocument): Finding | null {
  const place = placeOf(problem);
  if (!place) return null;
  const range = rangeOf(text, place.line, place.column, problem.endColumn);
  return { ...range, severity: "error", message: messageOf(problem), fixes: fixesOf(text, problem) };
}

function fixesOf(text: string, problem: ProblemDocument): Fix[] {
  const change = problem.fix as Change | undefined;
  if (!change) return [];
  const from = offsetOf(text, change.line, change.column);
  const to = offsetOf(text, change.endLine, change.endColumn);
  return [fix(text, from, to, change.text)];
}

/** A change with what it is called. */
export function fix(text: string, from: number, to: number, insert: string): Fix {
  const words = insert.trim();
  const name = !words ? say("Leave out {text}", { text: text.slice(from, to) })
    : from === to ? say("Insert {text}", { text: words })
    : say("Write {text}", { text: words });
  return { name, changes: [{ from, to, insert }] };
}
