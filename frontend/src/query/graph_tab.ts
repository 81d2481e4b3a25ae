// The tab that shows triples as a graph: of a CONSTRUCT or a DESCRIBE, or of a table of triples.

import type { Triple } from "../graph/triples";
import { make } from "../shared/elements";
import { say } from "../shared/words";
import { withPart } from "./loading";
import type { Result } from "./running";
import type { Column } from "./shape";
import type { Tab } from "./tabs";

const MOST_TRIPLES = 2000;
const COLUMNS = 3;

let remove: (() => void) | null = null;

/** Take away the graph that was drawn last. */
export function removeGraph(): void {
  remove?.();
  remove = null;
}

/** The tab of a result; null if it has no triples. */
export function graphTab(result: Result, columns: readonly Column[]): Tab | null {
  const triples = triplesOf(result, columns);
  if (!triples.length) return null;
  return {
    name: "graph",
    title: say("Graph"),
    fill: (panel) => {
      if (triples.length > MOST_TRIPLES) panel.append(make("p", { class: "note" }, say("Only the beginning is drawn.")));
      const parent = make("div", { class: "embedded-graph" });
      panel.append(parent);
      withPart(import("../graph/embedded"), async ({ showGraph }) => {
        const taken = await showGraph(parent, triples.slice(0, MOST_TRIPLES));
        if (parent.isConnected) remove = taken;
        else taken(); // another result came meanwhile
      }, (words) => parent.append(make("p", { class: "note" }, words)));
    },
  };
}

/** The triples that a result consists of: those of a graph, or rows of three columns of IRIs, the
 *  last of which may hold literals too. */
function triplesOf(result: Pick<Result, "form" | "variables" | "rows">, columns: readonly Column[]): Triple[] {
  if (result.form === "boolean" || columns.length !== COLUMNS) return [];
  const [subject = "", property = "", object = ""] = result.variables;
  const areThings = columns.slice(0, 2).every(({ kind }) => kind === "iri");
  if (result.form === "solutions" && !areThings) return [];
  return result.rows.flatMap((row) => {
    const [one, by, other] = [row[subject], row[property], row[object]];
    return one && by?.type === "uri" && other ? [{ subject: one, predicate: by, object: other }] : [];
  });
}
