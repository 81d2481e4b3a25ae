// What stands in a cell of a table, in full: below the table, where it hides nothing.

import type { Term } from "../shared/endpoint";
import { explorerOf, pageOf } from "../shared/addresses";
import { make } from "../shared/elements";
import { say } from "../shared/words";
import { copyButton } from "./clipboard";
import { plainValue } from "./copying";
import { compact } from "./terms";

/** A line that tells of the cell that has the focus. */
export interface Inspector {
  readonly element: HTMLElement;
  show(column: string, term: Term | undefined, announce: (text: string) => void): void;
}

/** A line that tells of one cell at a time; it says how to get there until there is one. */
export function inspector(): Inspector {
  const advice = say("Choose a cell to see it in full. Arrow keys go from cell to cell.");
  const element = make("div", { class: "inspector" }, make("p", { class: "quiet" }, advice));
  return {
    element,
    show(column, term, announce) {
      const value = plainValue(term);
      const parts: Node[] = [make("span", { class: "quiet" }, `?${column}`)];
      if (!term) parts.push(make("span", { class: "quiet" }, say("no value")));
      else parts.push(make("span", { class: term.type === "uri" ? "iri value" : "value", lang: term["xml:lang"] }, value));
      const datatype = term?.["xml:lang"] ?? (term?.datatype ? compact(term.datatype) : "");
      if (datatype) parts.push(make("small", { class: "quiet" }, datatype));
      if (term) parts.push(copyButton(say("Copy"), () => value, announce));
      if (term?.type === "uri" && pageOf(term.value)) {
        parts.push(make("a", { class: "button", href: pageOf(term.value) }, say("Page")));
        parts.push(make("a", { class: "button", href: explorerOf(term.value) }, say("Explore")));
      } else if (term?.type === "uri" && /^https?:/.test(term.value)) {
        parts.push(make("a", { class: "button", href: term.value, rel: "noreferrer" }, say("Open the address")));
      }
      element.classList.add("chosen");
      element.replaceChildren(...parts);
    },
  };
}
