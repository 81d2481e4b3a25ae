// Which claims of a result are figures, what they count, and where each measure of them is drawn on
// a scale of its own.

import { pageAddress } from "../shared/addresses";
import { select, type Solution } from "../shared/endpoint";
import { ONTOLOGY, THINGS } from "../shared/namespaces";
import { say } from "../shared/words";
import type { Column } from "./shape";

const CLAIMS = `${THINGS}claim/`;
const ID = /^[\w.-]+$/;
const MOST_ASKED = 500; // claims in one query, which may not be too long
/** That the page of figures takes at once (kg.web.figure_selection). */
export const MOST_FIGURES = 50;

/** What a figure counts; IRIs, "" where there is none. */
interface Counted {
  measure: string;
  unit: string;
  per: string;
}

/** The figures of a result, by the IRIs of their claims, in the order of its rows. */
export type ResultFigures = ReadonlyMap<string, Counted>;

/** Ask which claims in any column are figures; none if that cannot be had. */
export async function figuresOf(columns: readonly Column[], rows: readonly Solution[]): Promise<ResultFigures> {
  const names = columns.filter(({ kind }) => kind === "iri").map(({ name }) => name);
  const claims = new Set(names.flatMap((name) => rows.flatMap((row) => claimIn(row, name))));
  const asked = [...claims].slice(0, MOST_ASKED);
  if (!asked.length) return new Map();
  try {
    const found = await select(`PREFIX ref: <${ONTOLOGY}>
SELECT DISTINCT ?claim ?measure ?unit ?per {
  VALUES ?claim { ${asked.map((iri) => `<${iri}>`).join(" ")} }
  VALUES ?class { ref:ReportedCount ref:ComputedCount }
  ?claim a ?class ; ref:measure ?measure .
  OPTIONAL { ?claim ref:unit ?unit }
  OPTIONAL { ?claim ref:per ?per }
}`);
    const known = new Map(found.results.bindings.map(({ claim, measure, unit, per }) =>
      [claim?.value ?? "", { measure: measure?.value ?? "", unit: unit?.value ?? "", per: per?.value ?? "" }]));
    return new Map(asked.flatMap((iri): [string, Counted][] => {
      const counted = known.get(iri);
      return counted ? [[iri, counted]] : [];
    }));
  } catch {
    return new Map();
  }
}

/** What a row counts, by the first of its claims that is a figure; null if there is none. */
export function countedIn(row: Solution, figures: ResultFigures): Counted | null {
  for (const name of Object.keys(row)) {
    const [claim = ""] = claimIn(row, name);
    const counted = figures.get(claim);
    if (counted) return counted;
  }
  return null;
}

/** The address of the page that draws figures, each measure on a scale of its own. */
export function figuresAddress(figures: ResultFigures): string {
  const ids = [...figures.keys()].slice(0, MOST_FIGURES).map((iri) => iri.slice(CLAIMS.length));
  return `${pageAddress("/figures")}?${new URLSearchParams(ids.sort().map((id) => ["claim", id])).toString()}`;
}

/** What a rate is per, in words; "" of what is none. */
export function perWords(unit: string): string {
  const name = unit.split("/").pop() ?? "";
  const words: Partial<Record<string, string>> = {
    day: say("per day"), week: say("per week"), month: say("per month"), year: say("per year"),
  };
  return words[name] ?? (name && `/ ${name}`);
}

function claimIn(row: Solution, name: string): string[] {
  const term = row[name];
  return term?.type === "uri" && term.value.startsWith(CLAIMS) && ID.test(term.value.slice(CLAIMS.length))
    ? [term.value] : [];
}
