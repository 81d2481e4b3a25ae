// Statements become things, lines and relations.

import { expect, test } from "vitest";

import type { Term } from "../shared/endpoint";
import { iriOf, sourceOf } from "./things";
import { drawnOf, sheltered } from "./triples";

const uri = (value: string): Term => ({ type: "uri", value });
const text = (value: string, language = "en"): Term => ({ type: "literal", value, "xml:lang": language });
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

test("values are lines, labels are names, resources are related", () => {
  const drawn = drawnOf([
    { subject: uri("urn:a"), predicate: uri(LABEL), object: text("Стаття", "uk") },
    { subject: uri("urn:a"), predicate: uri(LABEL), object: text("Article") },
    { subject: uri("urn:a"), predicate: uri("https://e.org/statedText"), object: text("54") },
    { subject: uri("urn:a"), predicate: uri("https://e.org/producedBy"), object: { type: "bnode", value: "b0" } },
  ], 10, "en");
  expect(drawn.cards.map((card) => card.label)).toEqual(["Article", "_:b0"]);
  expect(drawn.cards[0]?.lines).toEqual(["stated text: 54"]);
  expect(drawn.edges).toEqual([{ relation: "https://e.org/producedBy", source: "urn:a", target: "_:b0" }]);
  expect(drawn.leftOut).toBe(0);
});

test("what there is no room for is counted, once", () => {
  const triples = Array.from({ length: 9 }, (_, index) => ({
    subject: uri("urn:a"), predicate: uri("urn:p"), object: uri(`urn:${index % 5}`),
  }));
  const drawn = drawnOf(triples, 3, "en");
  expect([drawn.cards.length, drawn.leftOut]).toEqual([3, 3]);
});

test("no address of elsewhere becomes a link", () => {
  const drawn = drawnOf([{ subject: uri("https://example.org/x"), predicate: uri("urn:p"), object: uri("javascript:alert(1)") }], 9, "en");
  expect(drawn.cards.map((card) => card.path)).toEqual(["", ""]);
});

test("no query draws a profile of a speaker without a name", () => {
  const [one, two, source] = [iriOf("claim/a"), iriOf("claim/b"), iriOf("agent/anonymous-source-1")];
  const by = uri("https://w3id.org/refusals/ontology#producedBy");
  const drawn = sheltered(drawnOf([
    { subject: uri(one), predicate: by, object: uri(source) },
    { subject: uri(two), predicate: by, object: uri(source) },
    { subject: uri(source), predicate: uri("urn:said"), object: uri(two) },
    { subject: uri(source), predicate: uri("urn:said"), object: text("all that he says") },
    { subject: uri("urn:a"), predicate: uri("urn:quotes"), object: uri(source) },
  ], 9, "en"), new Set([source]));
  expect(drawn.edges.map(({ source: from, target }) => [from, target])).toEqual([[one, sourceOf(one)], [two, sourceOf(two)]]);
  expect(drawn.cards.map(({ iri }) => iri)).toEqual([one, two, "urn:a", sourceOf(one), sourceOf(two)]);
  expect(drawn.cards.flatMap(({ lines }) => lines ?? [])).toEqual([]);
  expect(drawn.isSheltered).toBe(true);
});
