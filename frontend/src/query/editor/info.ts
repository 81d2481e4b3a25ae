// What a term means, beside a proposal or under the pointer.

import { make } from "../../shared/elements";
import { say, sayNumber } from "../../shared/words";
import { inLanguage, type NamedTerm, type Vocabulary } from "./data";

/** A term with its name, what it means and how often it is used, as an element. */
export function describe(term: NamedTerm, vocabulary: Vocabulary, language: string): HTMLElement {
  const own = term.comments?.[language];
  const comment = own ?? term.comments?.en ?? term.comment ?? "";
  const isForeign = !own && language !== "en";
  return make(
    "div",
    { class: "term-told" },
    make("strong", {}, inLanguage(term.labels, language) || (term.iri.split(/[#/]/).at(-1) ?? "")),
    comment ? make("p", isForeign ? { lang: "en" } : {}, comment) : null,
    uses(term, vocabulary),
    make("p", { class: "term-iri" }, term.iri),
  );
}

/** A thing with its name, as an element.
 *  @param language of the name, where it is not the reader's */
export function describeThing(iri: string, name: string, language: string | null): HTMLElement {
  return make("div", { class: "term-told" },
    make("strong", { lang: language }, name), make("p", { class: "term-iri" }, iri));
}

function uses(term: NamedTerm, vocabulary: Vocabulary): HTMLElement | null {
  const found = vocabulary.classOf.get(term.iri);
  if (found) return make("p", {}, say("Instances: {number}", { number: sayNumber(found.count) }));
  const values = vocabulary.propertyOf.get(term.iri)?.values;
  if (!values) return null;
  return make("p", {}, say("Values: {kind}", { kind: values.split(/[#/]/).at(-1) ?? values }));
}
