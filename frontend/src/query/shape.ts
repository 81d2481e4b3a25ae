// What a result can be drawn as: the kinds of its columns decide.

import type { Solution, Term } from "../shared/endpoint";
import { THINGS } from "../shared/namespaces";
import { spanOf } from "./spans";
import { numberOf } from "./terms";

export type Kind = "number" | "time" | "iri" | "text" | "none";

/** A column and what stands in it. */
export interface Column {
  name: string;
  kind: Kind;
  /** Number of values that differ. */
  distinct: number;
  /** Whether its values are numbers that can be years. */
  isYears: boolean;
}

export type ChartType = "dots" | "bars" | "histogram";

/** What a chart shows; columns by their names, "" for none. */
export interface Chart {
  type: ChartType;
  x: string;
  y: string;
  colour: string;
  isLog: boolean;
}

/** Columns that say how certain a number is. */
export interface Uncertainty {
  stated: string;
  qualifier: string;
  lower: string;
  upper: string;
}

export const MOST_COLOURS = 10;
export const AMOUNT = /^(stated|value|amount|low(er)?(Bound)?|high|upper(Bound)?|minimum|maximum)$/i;
const MOST_LOOKED_AT = 5000; // rows by which a column is judged

/** The columns of a result with their kinds: the one that all its values have, else text. */
export function columnsOf(variables: readonly string[], rows: readonly Solution[]): Column[] {
  return variables.map((name) => {
    const kinds = new Set<Kind>();
    const values = new Set<string>();
    for (const row of rows.slice(0, MOST_LOOKED_AT)) {
      const term = row[name];
      if (!term) continue;
      kinds.add(kindOf(term));
      values.add(term.value);
    }
    const [kind = "none"] = kinds;
    const isYears = kinds.size === 1 && kind === "number" && [...values].every((value) => isYear(Number(value)));
    return { name, kind: kinds.size > 1 ? "text" : kind, distinct: values.size, isYears };
  });
}

/** Whether a number is more likely a year than a number of something, where all beside it are, too. */
export function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value <= 2100;
}

function kindOf(term: Term): Kind {
  if (numberOf(term) !== null) return "number";
  if (spanOf(term)) return "time";
  return term.type === "literal" ? "text" : "iri";
}

/** Whether no two rows have the same value: only then is a bar one number, not a sum of several. */
export function isUnique(rows: readonly Solution[], column: string): boolean {
  const values = rows.map((row) => row[column]?.value ?? "");
  return new Set(values).size === values.length;
}

/** Whether a column has the numbers of claims, and no column beside it says how certain they are. */
export function isBare(column: string, columns: readonly Column[], rows: readonly Solution[]): boolean {
  if (!AMOUNT.test(column) || uncertaintyOf(columns)) return false;
  return columns.some(({ name, kind }) => kind === "iri" && rows[0]?.[name]?.value.startsWith(`${THINGS}claim/`));
}

/** The columns that say how certain numbers are, by their names; null if there are none. */
export function uncertaintyOf(columns: readonly Column[]): Uncertainty | null {
  const named = (pattern: RegExp, ...kinds: Kind[]) =>
    columns.find(({ name, kind }) => pattern.test(name) && kinds.includes(kind))?.name ?? "";
  const qualifier = named(/^qualifier$/i, "iri", "text");
  const lower = named(/^(lower|low|lowerBound|minimum)$/i, "number");
  const upper = named(/^(upper|high|upperBound|maximum)$/i, "number");
  const stated = named(/^(stated|value|amount)$/i, "number");
  if (!(lower && upper) && !(qualifier && (stated || lower || upper))) return null;
  return { stated: stated || lower || upper, qualifier, lower, upper };
}
