// Views in addresses and files come back as they were, or not at all.

import { expect, test } from "vitest";

import { factsFile, readDiagram } from "./files";
import { NoView, packView, readAddress, unpackView, writeAddress, type View } from "./state";
import { iriOf, sourceOf, type Card } from "./things";

const view: View = {
  language: "uk",
  places: [
    { iris: [iriOf("agent/mediazona")], x: -12, y: 300 },
    { iris: [iriOf("claim/a"), sourceOf(iriOf("claim/a"))], x: 5, y: 7 },
  ],
};

test("a view comes back from an address", async () => {
  const state = await packView(view);
  expect(state).toMatch(/^[\w-]+$/);
  const hash = writeAddress(iriOf("agent/mediazona"), state);
  const read = readAddress(hash);
  expect(read.iri).toBe(iriOf("agent/mediazona"));
  expect(await unpackView(read.state ?? "")).toEqual(view);
});

test("that a layout has put everything to its place comes back, too; of another layout there is no view", async () => {
  const arranged: View = { ...view, layout: "force" };
  expect(await unpackView(await packView(arranged))).toEqual(arranged);
  const other = { ...view, layout: "circle" } as unknown as View;
  await expect(unpackView(await packView(other))).rejects.toThrow(NoView);
});

test("names are in the language of whoever opens the address, unless another one was chosen", async () => {
  const open = async (language: string, state: string) => {
    document.documentElement.lang = language;
    return (await unpackView(state)).language;
  };
  document.documentElement.lang = "ru";
  const [own, other] = [await packView({ ...view, language: "ru" }), await packView({ ...view, language: "uk" })];
  expect([await open("en", own), await open("en", other)]).toEqual(["en", "uk"]);
});

test("a view of three hundred things fits an address", async () => {
  const places = Array.from({ length: 300 }, (_, index) => ({ iris: [iriOf(`claim/of-some-name-${index * 7919}`)], x: index, y: index }));
  expect((await packView({ language: "en", places })).length).toBeLessThan(8000);
});

test.each([
  ["nothing", ""],
  ["no base64", "%%%"],
  ["no deflate", btoa("hello")],
  ["too long", "A".repeat(70_000)],
])("what is %s is no view", async (_, state) => {
  const reading = unpackView(state);
  await expect(reading).rejects.toThrow(NoView);
  await expect(reading).rejects.toThrow("This is no view"); // be it a file or an address
});

test("an address leads to things of this graph only", () => {
  expect(readAddress("#iri=javascript%3Aalert(1)").iri).toBeNull();
  expect(readAddress("#iri=https%3A%2F%2Fexample.org%2F").iri).toBeNull();
});

test.each([
  "no json",
  "[]",
  "{}",
  '{"layoutData": {"elements": "x"}}',
  '{"layoutData": {"elements": [null]}}',
  '{"layoutData": {"elements": [{"iri": "https://example.org/x", "position": {"x": 0, "y": 0}}]}}',
  '{"layoutData": {"elements": [{"iri": "https://w3id.org/refusals/id/claim/a> }", "position": {"x": 0, "y": 0}}]}}',
  '{"layoutData": {"elements": [{"iri": "https://w3id.org/refusals/id/claim/a", "position": {"x": 1e300, "y": 0}}]}}',
  '{"layoutData": {"elements": [{"iri": "https://w3id.org/refusals/id/claim/a", "position": {"x": "0", "y": 0}}]}}',
  '{"language": "xx", "layoutData": {"elements": []}}',
])("a file with %s is no drawing", (text) => {
  expect(() => readDiagram(text)).toThrow(NoView);
});

test("a drawing is read with its groups", () => {
  const text = JSON.stringify({
    language: "ru",
    layoutData: { elements: [
      { "@type": "Element", iri: iriOf("claim/a"), position: { x: 1, y: 2 } },
      { "@type": "ElementGroup", items: [{ iri: iriOf("claim/b") }, { iri: iriOf("claim/c") }], position: { x: 3, y: 4 } },
    ] },
  });
  expect(readDiagram(text)).toEqual({ language: "ru", places: [
    { iris: [iriOf("claim/a")], x: 1, y: 2 },
    { iris: [iriOf("claim/b"), iriOf("claim/c")], x: 3, y: 4 },
  ] });
});

test("facts are those of the graph, without speakers who have no name and without what was only counted", () => {
  const card = (name: string, type: string): Card => ({
    iri: iriOf(name), path: "", classes: [type], kind: type, label: name, language: "en", nameless: false,
  });
  const cards = [card("claim/a", "ReportedCount"), card("article/b", "Article"), { ...card("x", "AnonymousSource"), iri: sourceOf(iriOf("claim/a")) },
    { ...card("agent/unknown", "UnknownAgent"), nameless: true }];
  const edges = [
    { relation: "figures", source: iriOf("claim/a"), target: sourceOf(iriOf("claim/a")) },
    { relation: "printed-in", source: iriOf("claim/a"), target: iriOf("article/b") },
    { relation: "repeats", source: iriOf("article/b"), target: iriOf("agent/c"), count: 2 },
  ];
  const file = JSON.parse(factsFile(cards, edges, "123")) as { "@graph": Record<string, unknown>[] };
  expect(file["@graph"]).toHaveLength(3);
  expect(file["@graph"][1]).toMatchObject({
    "@id": iriOf("claim/a"), "ref:hasMention": [{ "ref:inArticle": { "@id": iriOf("article/b") } }],
  });
  expect(JSON.stringify(file)).not.toContain("urn:refusals");
  expect(file["@graph"][0]?.["rdfs:comment"]).toBe("A claim made in a source, not a fact established by this site.");
});
