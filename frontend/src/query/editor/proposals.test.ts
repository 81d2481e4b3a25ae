import { expect, test } from "vitest";

import { situationAt } from "./completion";
import { vocabularyOf } from "./data";
import { likeness } from "./matching";
import { proposalsFor } from "./proposals";

const REF = "https://w3id.org/refusals/ontology#";
const ID = "https://w3id.org/refusals/id/";
const KNOWN = vocabularyOf({
  prefixes: { ref: REF, id: ID },
  classes: [
    {
      iri: `${REF}ReportedCount`, labels: { en: "reported count", ru: "сообщённое число" }, count: 55,
      properties: [[`${REF}measure`, 55], [`${REF}unit`, 60]],
    },
    { iri: `${REF}Outlet`, labels: { en: "outlet", ru: "издание", uk: "видання" }, count: 69, properties: [] },
  ],
  properties: [
    { iri: `${REF}topic`, labels: { en: "topic" }, count: 700, values: null, schemes: [] },
    {
      iri: `${REF}measure`, labels: { en: "measure", ru: "показатель" }, comments: { en: "What a figure counts." }, words: ["indicator"],
      count: 55, values: null, schemes: ["m"],
    },
    { iri: `${REF}unit`, labels: { en: "unit" }, count: 60, values: null, schemes: [] },
  ],
  unused: [],
  inferred: [
    { iri: `${REF}speaksOf`, labels: {}, kind: "property", count: 9, graphs: ["https://w3id.org/refusals/graph/inferred/speaks-of"] },
  ],
  concepts: [
    { iri: `${ID}measure/awol`, labels: { en: "AWOL cases", ru: "дела о СОЧ" }, scheme: "m", comment: null },
    { iri: `${ID}unit/person`, labels: { en: "person" }, scheme: "u", comment: null },
  ],
  graphs: ["https://w3id.org/refusals/graph/entities"],
});

function texts(marked: string, language = "en"): string[] {
  const found = situationAt(marked.replace("|", ""), marked.indexOf("|"), KNOWN);
  return found ? proposalsFor({ ...found, language }).map((each) => each.text) : [];
}

test("properties of the subject's class come first, the most used first, then all others", () => {
  expect(texts("SELECT * { ?x a ref:ReportedCount ; | }"))
    .toEqual(["ref:unit", "ref:measure", "a", "ref:topic", "ref:speaksOf"]);
  const found = situationAt("SELECT * { ?x a ref:ReportedCount ;  }", 36, KNOWN);
  const [unit] = found ? proposalsFor({ ...found, language: "en" }) : [];
  expect([unit?.detail, unit?.section]).toEqual(["60", "Properties of ref:ReportedCount"]);
});

test("without a class, all properties are proposed", () => {
  expect(texts("SELECT * { ?x | }").slice(0, 3)).toEqual(["a", "ref:topic", "ref:unit"]);
});

test.each(["ref:mea|", "mea|", "показ|"])("%s finds a property by its name in any language", (typed) => {
  expect(texts(`SELECT * { ?x ${typed} }`)[0]).toBe("ref:measure");
});

test("a property is found by what it means, behind those that are found by their names", () => {
  expect(texts("SELECT * { ?x fig| }")).toEqual(["ref:measure"]);
  expect(texts("SELECT * { ?x fi| }")).toEqual([]);
});

test("names of several words are typed in a row, and other words for something find it, too", () => {
  expect(texts("SELECT * { ?x reported cou| }")).toEqual([]);
  expect(texts("SELECT * { ?x a reported cou| }")).toEqual(["ref:ReportedCount"]);
  expect(texts("SELECT * { ?x a число сообщ| }")).toEqual(["ref:ReportedCount"]);
  expect(texts("SELECT * { ?x ref:measure awol ca| ; ref:unit ?u }")).toEqual([`<${ID}measure/awol>`]);
  expect(texts("SELECT * { ?x indicat| }")).toEqual(["ref:measure"]);
  expect(situationAt("ASK { ?x ref:topic idite les }", 28, KNOWN)).toMatchObject({ typed: "idite les", from: 19 });
  expect(situationAt("ASK { ?x ref:topic idite  }", 25, KNOWN)).toMatchObject({ typed: "idite ", from: 19 });
  expect(situationAt("ASK { ?x a ?y OPTIONAL les }", 26, KNOWN)).toMatchObject({ typed: "les" });
});

test("a reader of another language is told what a name means", () => {
  const found = situationAt("SELECT * { ?x meas }", 18, KNOWN);
  const [measure] = found ? proposalsFor({ ...found, language: "ru" }) : [];
  expect([measure?.shown, measure?.detail]).toEqual(["ref:measure", "показатель · 55"]);
});

test("classes follow a, by their names in any language", () => {
  expect(texts("SELECT * { ?x a | }")).toEqual(["ref:Outlet", "ref:ReportedCount", "?x"]);
  expect(texts("SELECT * { ?x a вид| }")).toEqual(["ref:Outlet"]);
  expect(texts("SELECT * { ?x a сообщен| }")).toEqual(["ref:ReportedCount"]);
});

test("concepts of the scheme that a property leads to, and of no other", () => {
  expect(texts("SELECT * { ?x ref:measure | }")).toEqual([`<${ID}measure/awol>`, "?x"]);
  expect(texts("SELECT * { ?x ref:measure соч| }")).toEqual([`<${ID}measure/awol>`]);
});

test("variables, graphs, prefixes and keywords where they can stand", () => {
  expect(texts("SELECT ?one { ?two ?p ?| }")).toEqual(["?one", "?two", "?p"]);
  expect(texts("SELECT * FROM | { }")).toEqual(["<https://w3id.org/refusals/graph/entities>"]);
  expect(texts("PREFIX re|")).toEqual([`ref: <${REF}>`]);
  expect(texts("SELECT * { ?x ?y ?z . opt| }")).toEqual(["OPTIONAL"]);
  expect(texts("SELECT * { ?x ?y ?z FILTER(strs| ) }")).toEqual(["STRSTARTS"]);
});

test("a beginning counts more than what is within", () => {
  expect(likeness("mea", "ref:measure")).toBe(4);
  expect(likeness("count", "ref:Reported", { en: "counted" })).toBe(3);
  expect(likeness("count", "ref:Reported", { en: "reported count" })).toBe(2);
  expect(likeness("ount", "ref:Reported", { en: "reported count" })).toBe(1);
  expect(likeness("xyz", "ref:Reported", { en: "reported count" })).toBe(0);
});
