// What a name or an IRI in the query means, under the pointer.

import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";

import { learnNames, nameOf } from "../labels";
import { learn } from "./completion";
import { describe, describeThing } from "./info";
import { declaredIn, expanded } from "./prefixes";
import { scan } from "./scan";

/** The meaning of a name under the pointer, in a language where it has one. */
export function meaning(language: string): Extension {
  return hoverTooltip(async (view, offset) => {
    const tokens = scan(view.state.doc.toString());
    const token = tokens.find((each) => each.from <= offset && offset < each.to);
    if (token?.kind !== "name" && token?.kind !== "iri") return null;
    const known = await learn();
    const iri = known && expanded(token.text, declaredIn(tokens), known.prefixes);
    if (!iri) return null;
    const term = known.termOf.get(iri);
    if (!term) await learnNames([iri]);
    const name = nameOf(iri);
    const dom = term ? describe(term, known, language)
      : name && describeThing(iri, name.text, name.language);
    return dom && { pos: token.from, end: token.to, above: true, create: () => ({ dom }) };
  });
}
