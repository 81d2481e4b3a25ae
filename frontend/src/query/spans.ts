// Times as stretches: a day, a month, a year, or a period between two of them (ISO 8601, §5.5), whose
// ends can be open.

import type { Solution, Term } from "../shared/endpoint";
import { timeOf } from "./terms";

/** From the first day to the last one, in milliseconds of UTC; null is an open end. */
export interface Span {
  from: number | null;
  to: number | null;
}

const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
const OPEN = "..";
/** Names of columns of where a period begins, and those of where it ends. */
const ENDS: [RegExp, string][] = [
  [/start/, "end"], [/Start/, "End"], [/from/, "to"], [/From/, "To"], [/first/, "last"], [/First/, "Last"],
];

/** The stretch of time that a term names, also as plain text such as `2022-09/2023-06`; null if it
 *  names none. */
export function spanOf(term: Term | undefined): Span | null {
  if (term?.type !== "literal") return null;
  const parts = term.value.split("/");
  if (parts.length > 2) return null;
  if (parts.length === 1) {
    const exact = timeOf(term);
    return dateSpan(term.value) ?? (exact === null ? null : { from: exact, to: exact });
  }
  const [start = "", end = ""] = parts;
  if (start === OPEN && end === OPEN) return null;
  const first = dateSpan(start);
  const last = dateSpan(end);
  if ((!first && start !== OPEN) || (!last && end !== OPEN)) return null;
  return { from: first?.from ?? null, to: last?.to ?? null };
}

/** The column of where the periods of another column end; "" if there is none. */
export function endColumn(start: string, names: readonly string[]): string {
  for (const [beginning, end] of ENDS) {
    const name = start.replace(beginning, end);
    if (name !== start && names.includes(name)) return name;
  }
  return "";
}

/** Whether a column is named as one of where periods begin. */
export function isStart(name: string): boolean {
  return ENDS.some(([beginning]) => beginning.test(name));
}

/** The stretch of time of a row: of its own column, or from one column to another.
 *  @param end name of the column of ends, or ""; without a value the end is open */
export function spanIn(row: Solution, start: string, end: string): Span | null {
  const own = spanOf(row[start]);
  return own && end ? { from: own.from, to: spanOf(row[end])?.to ?? null } : own;
}

function dateSpan(text: string): Span | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2] ?? 1);
  const from = Date.UTC(year, month - 1, Number(match[3] ?? 1));
  if (match[3]) return { from, to: from };
  const to = match[2] ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  return { from, to };
}
