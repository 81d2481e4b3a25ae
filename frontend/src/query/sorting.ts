// The order of rows by a column: numbers as numbers, times as times, words by the rules of the
// reader's language; where there is no value, last in both directions.

import type { Solution, Term } from "../shared/endpoint";
import { numberOf, shortText, timeOf } from "./terms";

export type Direction = "ascending" | "descending";

/** Words that stand for a term where it is shown under a name. */
export type Naming = (term: Term) => string;

/** The rows in the order of a column; rows that are equal in it stay as they came.
 *  @param naming what a term is called where it is shown */
export function sorted(
  rows: readonly Solution[],
  column: string,
  direction: Direction,
  language: string,
  naming: Naming = shortText,
): Solution[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "variant" });
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row[column], naming) }));
  keyed.sort((one, other) => {
    if (!one.key || !other.key) return Number(!one.key) - Number(!other.key);
    if (one.key.kind !== other.key.kind) return (one.key.kind - other.key.kind) * sign;
    const isText = typeof one.key.value === "string" && typeof other.key.value === "string";
    if (isText) return collator.compare(String(one.key.value), String(other.key.value)) * sign;
    return (Number(one.key.value) - Number(other.key.value)) * sign;
  });
  return keyed.map(({ row }) => row);
}

interface Key {
  /** Numbers come before times, and these before words. */
  kind: number;
  value: number | string;
}

function keyOf(term: Term | undefined, naming: Naming): Key | null {
  if (!term) return null;
  const number = numberOf(term);
  if (number !== null) return { kind: 0, value: number };
  const time = timeOf(term);
  return time === null ? { kind: 2, value: naming(term) } : { kind: 1, value: time };
}
