// Small logic in one place: copying, history, questions, problems.

import { beforeEach, expect, test } from "vitest";

import { Refusal } from "../shared/endpoint";
import { asMarkdown, asTabs } from "./copying";
import { downloadAddress } from "./downloads";
import { History, MOST_ENTRIES } from "./history";
import { preview } from "./history_dialog";
import { messageOf } from "./problems";
import { asked, found } from "./questions";
import { compact, shortText, timeOf } from "./terms";

const ROWS = [{ a: { type: "uri", value: "https://example.org/x" }, b: { type: "literal", value: "one\ttwo\nthree | four" } }, {}] as const;

test("a table is copied with tabs or as Markdown, whatever stands in its cells", () => {
  expect(asTabs(["a", "b"], ROWS)).toBe("a\tb\nhttps://example.org/x\tone two three | four\n\t\n");
  expect(asMarkdown(["a", "b"], ROWS, shortText)).toBe(
    "| a | b |\n| --- | --- |\n| [https://example.org/x](<https://example.org/x>) | one two three \\| four |\n|  |  |\n");
  const hostile = [{ a: { type: "uri", value: "javascript:alert(1)" } }] as const;
  expect(asMarkdown(["a"], hostile, shortText)).toContain("| javascript:alert(1) |");
});

test("a download is a link while its address is short", () => {
  expect(downloadAddress("ASK {}", "csv", [], "https://example.org")).toBe("/sparql?query=ASK+%7B%7D&format=csv");
  expect(downloadAddress("Ж".repeat(400), "csv", [], "https://example.org")).toBeNull();
});

test("IRIs are shortened by the longest namespace; times are read as far as they are exact", () => {
  expect(compact("https://w3id.org/refusals/id/claim/x")).toBe("id:claim/x");
  expect(compact("urn:x")).toBe("urn:x");
  const time = (value: string, type: string) =>
    timeOf({ type: "literal", value, datatype: `http://www.w3.org/2001/XMLSchema#${type}` });
  expect(time("2024", "gYear")).toBe(Date.UTC(2024, 0, 1));
  expect(time("2024-05", "gYearMonth")).toBe(Date.UTC(2024, 4, 1));
  expect(time("2024-05-06T07:08:09+02:00", "dateTime")).toBe(Date.UTC(2024, 4, 6, 5, 8, 9));
  expect(time("2024", "string")).toBeNull();
});

const stored = new Map<string, string>();
const store = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
const entry = (query: string, at = 0) => ({ query, at, seconds: 0.1, rows: 3 });

beforeEach(() => stored.clear());

test("nothing is kept until the history is turned on, and nothing after", () => {
  const history = new History(store);
  history.add(entry("ASK {}"));
  expect(stored.size).toBe(0);
  history.turnOn();
  history.add(entry("ASK {}", 1));
  history.add(entry("SELECT * {}", 2));
  history.add(entry("ASK {}", 3));
  expect(history.entries.map(({ query, at }) => [query, at])).toEqual([["ASK {}", 3], ["SELECT * {}", 2]]);
  history.remove(entry("ASK {}", 3));
  expect(new History(store).entries.map(({ query }) => query)).toEqual(["SELECT * {}"]);
  history.clear();
  expect([history.isOn, history.entries]).toEqual([true, []]);
  history.turnOff();
  expect(stored.size).toBe(0);
});

test("a history is bounded, and survives what is no history", () => {
  const history = new History(store);
  history.turnOn();
  for (let at = 0; at < MOST_ENTRIES + 5; at += 1) history.add(entry(`ASK { ${at} }`, at));
  expect(history.entries).toHaveLength(MOST_ENTRIES);
  for (let at = 0; at < 5; at += 1) history.add(entry(`${at}${"a".repeat(400_000)}`, at));
  expect(history.entries.length).toBeLessThan(4);
  store.setItem("refusals-queries", '{"broken":');
  expect(history.entries).toEqual([]);
  expect(new History(null).isOn).toBe(false);
});

test("a query is told by what it asks, not by its prefixes", () => {
  expect(preview("# why\nPREFIX a: <urn:a>\nSELECT *\n{ ?s ?p ?o }")).toBe("SELECT * { ?s ?p ?o }");
});

const QUESTION = {
  slug: "s", title: "Кто это повторяет, ещё раз?", theme: "Источники", description: "Й", query: "SELECT * {}\n",
  query_in_language: "SELECT ?a {}",
  explanation: "э", language: "ru",
};

test("questions are found whatever case and accents, and by their own SPARQL", () => {
  expect(found([QUESTION], "ЕЩЕ кто")).toEqual({ questions: [QUESTION], hasAll: true });
  expect(found([QUESTION], "нигде")).toEqual({ questions: [], hasAll: false });
  expect(asked([QUESTION], "\r\nSELECT * {}  \n")).toBe(QUESTION);
  expect(asked([QUESTION], "SELECT ?a {}")).toBe(QUESTION);
  expect(asked([QUESTION], "SELECT * { ?a ?b ?c }")).toBeNull();
});

test("questions are found by forms of a word, and by most of the words where none has them all", () => {
  const other = { ...QUESTION, slug: "t", title: "How many are said to have deserted?" };
  const titles = (text: string) => {
    const { questions, hasAll } = found([QUESTION, other], text);
    return [questions.map(({ slug }) => slug), hasAll];
  };
  expect(titles("desertion")).toEqual([["t"], true]);
  expect(titles("how many, deserters; ?")).toEqual([["t"], true]);
  expect(titles("how many soldiers deserted")).toEqual([["t"], false]);
  expect(titles("")).toEqual([["s", "t"], true]);
});

test("a problem is told with its limit, and one from elsewhere as it came", () => {
  const data = { problems: { "query-timeout": { title: "Too long", advice: "Ask for less." } }, limits: { seconds: 10, memory: 512, bytes: 65536 } };
  const timeout = new Refusal({ type: "https://w3id.org/refusals/problem/query-timeout", title: "t", status: 504, detail: "d", limit: 7 });
  expect(messageOf(timeout, data)).toMatchObject({ title: "Too long", what: "It was stopped after 7 seconds, the most that a query may take.", advice: "Ask for less." });
  const other = new Refusal({ title: "Bad Gateway", status: 502 });
  expect(messageOf(other, data)).toMatchObject({ title: "Bad Gateway", what: "", advice: "Try again in a while." });
});
