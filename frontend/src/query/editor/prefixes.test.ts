import { expect, test } from "vitest";

import { declaration, declaredIn, expanded, written } from "./prefixes";
import { missed, missing } from "./prologue";
import { scan } from "./scan";

const KNOWN = { ref: "http://r/#", skos: "http://s/#" };

test("what a query declares, and what only looks like it", () => {
  const text = "# PREFIX no: <http://no/>\nprefix a: <http://a/>\nPREFIX : <http://b/> SELECT * { ?s ?p 'PREFIX c: <http://c/>' }";
  expect(declaredIn(scan(text))).toEqual({ a: "http://a/", "": "http://b/" });
});

test("an IRI is written by the query's own prefixes before those of the site", () => {
  expect(written("http://r/#x", {}, KNOWN)).toBe("ref:x");
  expect(written("http://r/#x", { r: "http://r/#" }, KNOWN)).toBe("r:x");
  expect(written("http://r/#x/y", {}, KNOWN)).toBe("<http://r/#x/y>");
  expect(written("http://r/#x", { ref: "http://other/" }, KNOWN)).toBe("<http://r/#x>");
});

test("a name stands for an IRI", () => {
  expect(expanded("ref:x", {}, KNOWN)).toBe("http://r/#x");
  expect(expanded("ref:x\\/y", {}, KNOWN)).toBe("http://r/#x/y");
  expect(expanded("<http://x/>", {}, KNOWN)).toBe("http://x/");
  expect(expanded("nobody:x", {}, KNOWN)).toBeNull();
});

test.each([
  ["SELECT * {}", 0],
  ["# about\nSELECT * {}", 8],
  ["PREFIX a: <http://a/>\nSELECT * {}", 22],
  ["PREFIX a: <http://a/> # why\nSELECT * {}", 28],
  ["PREFIX a: <http://a/> SELECT * {}", 22],
])("a declaration comes after those that are in %j", (text, from) => {
  expect(declaration(text, "ref:x", KNOWN)).toEqual({ from, insert: "PREFIX ref: <http://r/#>\n" });
});

test("what is declared, or nobody knows, is not declared", () => {
  expect(declaration("PREFIX ref: <http://x/> SELECT * {}", "ref:x", KNOWN)).toBeNull();
  expect(declaration("SELECT * {}", "other:x", KNOWN)).toBeNull();
  expect(declaration("SELECT * {}", "<ref:x>", KNOWN)).toBeNull();
});

test.each([
  ["SELECT * { ?s a ref:| }", true],
  ["PREFIX ref:|", false],
  ["SELECT * { ?s ?p 'ref:|' }", false],
  ["SELECT * { # ref:|\n }", false],
  ["SELECT * { <ref:|> ?p ?o }", false],
  ["SELECT * { ?s a other:| }", false],
])("a colon typed in %s", (marked, isDeclared) => {
  const text = marked.replace("|", "");
  expect(missing(text, marked.indexOf("|"), KNOWN) !== null).toBe(isDeclared);
});

test("what was typed before prefixes were known is declared later, and what stood there is left", () => {
  const typed = "ASK { ?a ref:x ?b ; skos:y ?c }";
  expect(missed("", typed, KNOWN)).toEqual({ from: 0, insert: "PREFIX ref: <http://r/#>\n" });
  expect(missed("ASK { ?a ref:x ?b }", typed, KNOWN)).toEqual({ from: 0, insert: "PREFIX skos: <http://s/#>\n" });
  expect(missed(typed, typed, KNOWN)).toBeNull();
  expect(missed("", "PREFIX ref: <http://mine/> ASK { ?a ref:x nobody:z }", KNOWN)).toBeNull();
});
