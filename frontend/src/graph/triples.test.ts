// Statements become things, lines and relations.

import { expect, test } from "vitest";

import type { Term } from "../shared/endpoint";
import { drawnOf } from "./triples";

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
