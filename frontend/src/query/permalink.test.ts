import { expect, test } from "vitest";

import { addressOf, queryIn, LONGEST_ADDRESS, readAddress } from "./permalink";

const SHORT = 'SELECT ?s { ?s ?p "что & как?#"@ru }\n';
const LONG = `${SHORT}# ${Array.from({ length: 900 }, (_, index) => `число ${index * 7919}`).join(" ")}`;

test("a short query stands in the query string, with how it is looked at behind it", async () => {
  const address = await addressOf("/ru/sparql", SHORT, { tab: "chart", x: "год" });
  expect(address).toMatch(/^\/ru\/sparql\?query=SELECT/);
  expect(await readAddress(address)).toEqual({ query: SHORT, view: { tab: "chart", x: "год" } });
});

test("a long query stands in the fragment and comes back whole", async () => {
  const address = await addressOf("/sparql", LONG, { tab: "table" }, [["default-graph-uri", "urn:a"]]);
  expect(address).toMatch(/^\/sparql\?default-graph-uri=urn%3Aa#query=[\w-]+&tab=table$/);
  expect(await readAddress(address)).toEqual({ query: LONG, view: { tab: "table" } });
});

test("which of both it is depends on the length of the whole address", async () => {
  const of = (length: number) => addressOf("/sparql", "a".repeat(length));
  const before = `${location.origin}/sparql?query=`.length;
  expect(await of(LONGEST_ADDRESS - before)).toContain("?query=");
  expect(await of(LONGEST_ADDRESS - before + 1)).toContain("#query=");
});

test("nothing is an address without anything, and what is broken is no query", async () => {
  expect(await addressOf("/sparql", " ")).toBe("/sparql");
  expect(await readAddress("/sparql")).toEqual({ query: null, view: {} });
  expect((await readAddress("/sparql#query=!!!")).query).toBeNull();
});

test("a query is read from an address of this and of other editors", async () => {
  expect(queryIn("https://query.wikidata.org/#SELECT%20%2a%0A%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")).toBe("SELECT *\n{ ?s ?p ?o }");
  expect(queryIn(" https://yasgui.example/#query=ASK+%7B%7D&endpoint=x\n")).toBe("ASK {}");
  expect(queryIn("http://localhost/ru/sparql?query=ASK+%7B%7D")).toBe("ASK {}");
  expect(queryIn("https://www.wikidata.org/wiki/Q1")).toBeNull();
  expect((await readAddress("/sparql#ASK%20%7B%7D")).query).toBe("ASK {}");
  expect(queryIn("ASK {} # http://a/?query=b")).toBeNull();
});
