import { afterEach, expect, test } from "vitest";

import { pageOf } from "./addresses";
import { THINGS } from "./namespaces";

afterEach(() => document.documentElement.removeAttribute("lang"));

test("a thing has a page in the language that is read", () => {
  expect(pageOf(`${THINGS}document/cyberleninka-352.1`)).toBe("/document/cyberleninka-352.1");
  expect(pageOf("https://w3id.org/refusals/ontology#Claim")).toBe("/ontology#Claim");
  expect(pageOf("https://example.org/x")).toBeNull();
  document.documentElement.lang = "uk";
  expect(pageOf(`${THINGS}link/agent/cnn/wikidata/Q48340`)).toBe("/uk/link/agent/cnn/wikidata/Q48340");
});

test("an IRI that was made up leads to no other site and to no other page", () => {
  const names = ["/example.org/x", "//example.org", "/", "../x", "claim/../../sparql", ".", "sparql?query=ASK{}"];
  for (const name of names) expect(pageOf(THINGS + name), name).toBeNull();
});
