// What the explorer takes over from the graph, and what it never does.

import { expect, test } from "vitest";

import type { Solution, Solutions } from "../shared/endpoint";
import { ONTOLOGY } from "../shared/namespaces";
import { countsFrom, edgesFrom, Knowledge, NeverTogether } from "./knowledge";
import { countsQuery, edgesQuery, membersQuery, relatedQuery } from "./queries";
import { RELATIONS, relationOf } from "./relations";
import { claimOf, iriOf, isThing, sourceOf, standing, type Card } from "./things";

const term = (value: string) => ({ type: "uri" as const, value });
const row = (s: string, p: string, o: string, from: string, to: string): Solution => ({
  s: term(iriOf(s)), p: term(p), o: term(iriOf(o)), from: term(ONTOLOGY + from), to: term(ONTOLOGY + to),
});
const producedBy = `${ONTOLOGY}producedBy`;
const card = (name: string, nameless = false): Card => ({
  iri: iriOf(name), path: `/${name}`, classes: [], kind: "", label: name, language: "en", nameless,
});
const solutions = (bindings: Solution[]): Solutions => ({ head: { vars: [] }, results: { bindings } });

test("a property is another relation for figures than for statements", () => {
  const edges = edgesFrom([
    row("claim/a", producedBy, "agent/x", "ReportedCount", "Outlet"),
    row("claim/b", producedBy, "agent/x", "Statement", "Outlet"),
  ]);
  expect(edges.map((edge) => edge.relation)).toEqual(["figures", "statements"]);
});

test("a speaker without a name is the source of one claim, and each claim has its own", () => {
  const edges = edgesFrom([
    row("claim/a", producedBy, "agent/anonymous-source-1", "Statement", "AnonymousSource"),
    row("claim/b", producedBy, "agent/anonymous-source-1", "Statement", "AnonymousSource"),
    row("claim/c", producedBy, "agent/unknown", "ReportedCount", "UnknownAgent"),
    row("claim/a", "passed-on", "agent/unnamed-group-4", "Statement", "UnnamedGroup"),
  ]);
  expect(edges.map((edge) => edge.target)).toEqual(["claim/a", "claim/b", "claim/c"].map((name) => sourceOf(iriOf(name))));
  expect(edges.map((edge) => claimOf(edge.target))).toEqual(["claim/a", "claim/b", "claim/c"].map(iriOf));
});

test("people are reached from claims and posts, and from nothing else", () => {
  const to = (property: string, from: string) =>
    edgesFrom([row("x/a", ONTOLOGY + property, "agent/somebody", from, "PublicPerson")]).length;
  expect(to("producedBy", "Statement")).toBe(1);
  expect(to("subject", "Statement")).toBe(1);
  expect(to("ledBy", "Organisation")).toBe(1);
  expect(to("concerns", "Event")).toBe(0);
});

test("no query lists people or who has no name", () => {
  const kept = /FILTER NOT EXISTS \{ \?s a \?unlisted FILTER\(\?unlisted IN \(ref:AnonymousSource, ref:UnnamedGroup, ref:UnknownAgent, ref:PublicPerson\)\) \}/;
  for (const relation of RELATIONS) expect(relatedQuery(iriOf("agent/x"), relation)).toMatch(kept);
  expect(countsQuery(iriOf("agent/x"))).toMatch(kept);
  expect(membersQuery("Outlet")).toMatch(kept);
});

test("what a document passed on is not followed backwards", () => {
  expect(relationOf("by-way-of")?.oneWay).toBe(true);
  expect(countsQuery(iriOf("document/x"))).not.toContain("hasRelay");
});

test("who has no name is not unfolded, and no question is asked about him", async () => {
  const asked: string[] = [];
  const knowledge = new Knowledge((query) => {
    asked.push(query);
    return Promise.resolve(solutions([]));
  });
  const figures = relationOf("figures");
  if (!figures) throw new Error("there are figures");
  for (const one of [card("agent/unknown", true), { ...card("x"), iri: sourceOf(iriOf("claim/a")) }]) {
    await expect(knowledge.counts(one)).rejects.toThrow(NeverTogether);
    await expect(knowledge.related(one, figures, "in")).rejects.toThrow(NeverTogether);
  }
  for (const name of ["PublicPerson", "AnonymousSource", "UnnamedGroup", "UnknownAgent"])
    expect((await knowledge.members(name)).iris).toEqual([]);
  expect(asked).toEqual([]);
});

test("counts are of both directions, and those of one relation are added", () => {
  const rows: Solution[] = [
    { p: term(producedBy), from: term(`${ONTOLOGY}ReportedCount`), to: term(`${ONTOLOGY}Outlet`), count: { type: "literal", value: "9" } },
    { p: term(producedBy), from: term(`${ONTOLOGY}ComputedCount`), to: term(`${ONTOLOGY}Outlet`), count: { type: "literal", value: "2" } },
  ];
  const edges = [{ relation: "offers", source: iriOf("agent/x"), target: iriOf("service/y") }];
  expect(countsFrom(edges, rows).map(({ relation, way, count }) => [relation.id, way, count]))
    .toEqual([["figures", "in", 11], ["offers", "out", 1]]);
});

test("things are asked for in batches, and once", async () => {
  const read: string[] = [];
  const fetchCards = (address: string) => {
    read.push(address);
    const names = new URLSearchParams(address.split("?")[1]).getAll("thing");
    return Promise.resolve({ cards: names.map((name) => card(name)) } as never);
  };
  const knowledge = new Knowledge(() => Promise.resolve(solutions([])), fetchCards);
  const iris = Array.from({ length: 130 }, (_, index) => iriOf(`claim/${index}`));
  expect(await knowledge.cards(iris, "en")).toHaveLength(130);
  await knowledge.cards(iris, "en");
  expect(read).toHaveLength(3);
  await knowledge.cards(iris.slice(0, 1), "uk");
  expect(read[3]).toMatch(/^\/uk\/graph\/cards\.json\?thing=claim%2F0$/);
});

test("an IRI that would end early in a query is refused", () => {
  expect(() => edgesQuery(["https://example.org/> ?p ?o } #"])).toThrow(RangeError);
});

test("who has no name stands alone, or as the source of one claim", () => {
  const [one, other, claim] = [card("agent/unknown", true), card("agent/unnamed-group-1", true), card("claim/a")];
  const source = { ...card("claim/a", true), iri: sourceOf(iriOf("claim/a")) };
  expect(standing([one], true)).toEqual([one]);
  expect(standing([one], false)).toEqual([]);
  expect(standing([one, other, claim, source], true)).toEqual([claim, source]);
});

test("only a claim has a source that stands in", () => {
  expect(isThing(sourceOf(iriOf("claim/a")))).toBe(true);
  for (const name of ["agent/unknown", "javascript:alert(1)", "https://example.org/claim/a"])
    expect(isThing(sourceOf(iriOf(name))), name).toBe(false);
});
