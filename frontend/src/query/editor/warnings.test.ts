import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { vocabularyOf } from "./data";
import type { Finding } from "./findings";
import { nearest } from "./nearness";
import { warningsHere } from "./warnings";

const REF = "https://w3id.org/refusals/ontology#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const XSD = "http://www.w3.org/2001/XMLSchema#";

function property(iri: string, values: string | null) {
  return { iri, labels: {}, count: 1, values, schemes: [] };
}

const KNOWN = vocabularyOf({
  prefixes: { ref: REF, rdfs: RDFS, xsd: XSD }, inferred: [], unused: [`${REF}declared`], concepts: [], graphs: [],
  classes: [{ iri: `${REF}Claim`, labels: {}, count: 1, properties: [] }],
  properties: [
    property(`${REF}producedBy`, null), property(`${REF}asOf`, `${XSD}date`), property(`${REF}stated`, `${XSD}decimal`),
    property(`${RDFS}label`, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"),
  ],
});

/** Where the warnings of a query are, and what it becomes by their first changes. */
function warned(query: string): [string, string | null][] {
  return warningsHere(query, KNOWN).map((finding) =>
    [query.slice(finding.from, finding.to), finding.fixes[0] ? mended(query, finding) : null]);
}

function mended(query: string, { fixes }: Finding): string {
  const changes = [...(fixes[0]?.changes ?? [])].sort((one, other) => other.from - one.from);
  return changes.reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), query);
}

describe("variables without a value", () => {
  test.each([
    ["SELECT ?x ?lable { ?x rdfs:label ?label }", "?lable", "SELECT ?x ?label { ?x rdfs:label ?label }"],
    ["SELECT ?x { ?x a ref:Claim } ORDER BY ?producer", "?producer", null],
    ["SELECT ?x { ?x a ref:Claim FILTER(?date > 1) }", "?date", null],
    ["SELECT (COUNT(?claims) AS ?n) { ?claim a ref:Claim } HAVING(?n > 1)", "?claims",
      "SELECT (COUNT(?claim) AS ?n) { ?claim a ref:Claim } HAVING(?n > 1)"],
    ["SELECT ?inner { { SELECT ?x { ?x rdfs:label ?inner } } }", "?inner", null],
    ["SELECT ?x { ?x a ref:Claim FILTER NOT EXISTS { ?x rdfs:label ?label } } GROUP BY ?x ?label", "?label", null],
    ["CONSTRUCT { ?x ref:asOf ?day } WHERE { ?x a ref:Claim }", "?day", null],
  ])("%s", (query, place, mended) => { expect(warned(query)).toEqual([[place, mended]]); });

  test.each([
    "SELECT ?x ?n { VALUES (?x ?y) { (1 UNDEF) } BIND(?x + ?y AS ?n) FILTER(?n IN (?x, ?y)) }",
    "SELECT * { GRAPH ?g { ?s ?p [ rdfs:label ?o ] } MINUS { ?s ref:asOf ?d FILTER(?d > ?o) } } ORDER BY DESC(?g)",
    "SELECT ?x ?n { ?x a ref:Claim { SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x HAVING(COUNT(?o) > 1) } }",
    "SELECT ?x { { SELECT * { ?x ?p ?o } } FILTER(?o > 1 && EXISTS { ?x ?q ?r FILTER(?r > ?o) }) }",
    "SELECT ?y (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY (YEAR(?o) AS ?y)",
    "DESCRIBE ?x WHERE { ?x a ref:Claim }", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:x>",
  ])("none in %s", (query) => { expect(warned(query)).toEqual([]); });
});

describe("what is meant in another way", () => {
  test.each([
    ["ASK { ?x ref:producdBy ?y }", "ref:producdBy", "ASK { ?x ref:producedBy ?y }"],
    ["ASK { ?x rdfs:lable ?y }", "rdfs:lable", "ASK { ?x rdfs:label ?y }"],
    ["ASK { ?x ref:nothingLikeIt ?y }", "ref:nothingLikeIt", null],
    ["SELECT ?x { ?x a ref:Claim } ORDERBY ?x", "ORDERBY", "SELECT ?x { ?x a ref:Claim } ORDER BY ?x"],
    ['ASK { ?x rdfs:label ?l FILTER(?l = "Mediazona") }', '"Mediazona"', 'ASK { ?x rdfs:label ?l FILTER(?l = "Mediazona"@en) }'],
    ['ASK { ?x ref:producedBy/rdfs:label "Медиазона" }', '"Медиазона"', 'ASK { ?x ref:producedBy/rdfs:label "Медиазона"@ru }'],
    ['ASK { ?x ref:asOf ?d FILTER("2024-01-01" <= ?d) }', '"2024-01-01"',
      `PREFIX xsd: <${XSD}>\nASK { ?x ref:asOf ?d FILTER("2024-01-01"^^xsd:date <= ?d) }`],
    ['ASK { ?x ref:asOf ?d FILTER(?d > "2024") }', '"2024"', null],
    ['ASK { ?x ref:stated ?n FILTER(?n > "100") }', '"100"', "ASK { ?x ref:stated ?n FILTER(?n > 100) }"],
  ])("%s", (query, place, mended) => { expect(warned(query)).toEqual([[place, mended]]); });

  test.each([
    'ASK { ?x rdfs:label ?l FILTER(STR(?l) = "Mediazona" && LANG(?l) = "en") }',
    "ASK { ?x ref:declared ?y }",
    'ASK { ?x rdfs:label "Mediazona"@en ; rdfs:seeAlso ?y }',
    'PREFIX x: <https://w3id.org/refusals/ontology#> ASK { ?x ref:asOf "2024-01-01"^^xsd:date }',
  ])("nothing in %s", (query) => { expect(warned(query)).toEqual([]); });
});

test("the stored questions have no variable without a value and no words in one", () => {
  const folder = join(import.meta.dirname, "../../../../queries");
  const files = readdirSync(folder).filter((name) => name.endsWith(".rq"));
  expect(files.length).toBeGreaterThan(50);
  const empty = vocabularyOf({ prefixes: {}, classes: [], properties: [], inferred: [], unused: [`${REF}declared`], concepts: [], graphs: [] });
  for (const name of files)
    expect([name, warningsHere(readFileSync(join(folder, name), "utf8"), empty)]).toEqual([name, []]);
});

test("the nearest name is one that differs by little", () => {
  expect(nearest("lable", ["label", "table", "comment"])).toBe("label");
  expect(nearest("PRODUCER", ["producer"])).toBe("producer");
  expect(nearest("ab", ["ac"])).toBeNull();
  expect(nearest("producer", ["publisher"])).toBeNull();
});
