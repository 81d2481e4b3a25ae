import { expect, test } from "vitest";

import { TYPE } from "../../shared/namespaces";
import { classesOf } from "./classes";
import { situationAt } from "./completion";
import { vocabularyOf } from "./data";

const REF = "https://w3id.org/refusals/ontology#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const named = (name: string) => ({ iri: REF + name, labels: { en: name } });
const KNOWN = vocabularyOf({
  prefixes: { ref: REF, rdfs: RDFS },
  classes: [
    { ...named("ReportedCount"), count: 55, properties: [[REF + "producedBy", 55], [REF + "measure", 55]] },
    { ...named("Outlet"), count: 69, properties: [[RDFS + "label", 207]] },
    { ...named("Statement"), count: 358, properties: [[REF + "producedBy", 358], [REF + "topic", 700]] },
  ],
  properties: [
    { ...named("producedBy"), count: 358, values: REF + "Outlet", schemes: [] },
    { ...named("measure"), count: 55, values: REF + "Measure", schemes: ["s"] },
    { ...named("topic"), count: 700, values: null, schemes: [] },
    { iri: RDFS + "label", labels: {}, count: 207, values: null, schemes: [] },
  ],
  inferred: [], unused: [`${REF}declared`], concepts: [], graphs: [],
});

/** The situation at the mark | of a text. */
function at(marked: string) {
  const found = situationAt(marked.replace("|", ""), marked.indexOf("|"), KNOWN);
  const classes = found && classesOf(found.context.subject, found.context.patterns, KNOWN);
  return {
    place: found?.context.place, subject: found?.context.subject, typed: found?.typed,
    predicate: found?.context.predicate, classes: classes?.map((iri) => iri.replace(REF, "")),
  };
}

test.each([
  ["|", "start", ""],
  ["SEL|", "start", "SEL"],
  ["PREFIX re|", "prefix", "re"],
  ["SELECT ?a | { ?a ?b ?c }", "projection", ""],
  ["SELECT * { | }", "subject", ""],
  ["SELECT * { ?x | }", "verb", ""],
  ["SELECT * { ?x ref:mea| }", "verb", "ref:mea"],
  ["SELECT * { ?x a | }", "object", ""],
  ["SELECT * { ?x a ref:Outlet ; | }", "verb", ""],
  ["SELECT * { ?x ref:topic ?a , | }", "object", ""],
  ["SELECT * { ?x a ref:Outlet . Медиаз| }", "subject", "Медиаз"],
  ["SELECT * { ?x a ref:Outlet FILTER(| ) }", "expression", ""],
  ["SELECT * { ?x a ref:Outlet FILTER NOT EXISTS { ?x | } }", "verb", ""],
  ["SELECT * { ?x (ref:a|ref:b)/| }".replace("a|ref", "a/ref"), "verb", ""],
  ["SELECT * { VALUES ?x { | } }", "values", ""],
  ["SELECT * FROM | { ?x ?y ?z }", "graph", ""],
  ["SELECT * { GRAPH | { ?x ?y ?z } }", "graph", ""],
  ["SELECT * { ?x ?y ?z } ORD|", "modifier", "ORD"],
  ["SELECT * { ?x ?y '😀' . ?x ref:m| }", "verb", "ref:m"],
])("the place in %s", (marked, place, typed) => {
  expect(at(marked)).toMatchObject({ place, typed });
});

test.each(["SELECT * { ?x ?y 'ref:|' }", "SELECT * { # ref:|\n }", "SELECT * { ?x ?y 12| }"])(
  "nothing is completed in %s",
  (marked) => {
    expect(at(marked).place).toBeUndefined();
  },
);

test("what leads to the object is told", () => {
  expect(at("SELECT * { ?x ref:measure | }").predicate).toBe(`${REF}measure`);
  expect(at("SELECT * { ?x a ref:| }").predicate).toBe(TYPE);
});

test.each([
  ["SELECT * { ?x a ref:Statement ; | }", ["Statement"]],
  ["SELECT * { ?x | . ?x a ref:Statement }", ["Statement"]],
  ["SELECT * { ?x ref:producedBy ?who . ?who | }", ["Outlet"]],
  ["SELECT * { ?x ref:producedBy/| }", ["Outlet"]],
  ["SELECT * { ?who ^ref:producedBy ?x . ?who | }", ["Outlet"]],
  ["SELECT * { ?x ref:producedBy [ | ] }", ["Outlet"]],
  ["SELECT * { ?x ref:measure ?m ; | }", ["ReportedCount"]],
  ["SELECT * { ?x | }", []],
  ["PREFIX r: <https://w3id.org/refusals/ontology#> SELECT * { ?x a r:Outlet ; | }", ["Outlet"]],
])("the classes of the subject in %s", (marked, classes) => {
  expect(at(marked).classes).toEqual(classes);
});
