import { expect, test } from "vitest";

import { JsonReader, readWhole, TriplesReader } from "./results_reader";

const JSON_TYPE = "application/sparql-results+json";
const ROWS = [
  { a: { type: "uri", value: "https://example.org/{x}" } },
  { a: { type: "literal", value: 'a "quoted" \\ brace } and ] of "results":{"bindings":[', "xml:lang": "en" } },
  { bindings: { type: "literal", value: "Дезертирство" } },
];
const WHOLE = JSON.stringify({ head: { vars: ["a", "bindings"] }, results: { bindings: ROWS } });

test.each([1, 3, 7, 50, 10_000])("a result is read in pieces of %i characters", (size) => {
  const reader = new JsonReader();
  for (let at = 0; at < WHOLE.length; at += size) {
    expect(reader.isWhole).toBe(false);
    reader.add(WHOLE.slice(at, at + size));
  }
  expect(reader.isWhole).toBe(true);
  expect(reader.found).toMatchObject({ form: "solutions", variables: ["a", "bindings"], rows: ROWS });
});

test("a result that breaks off has the solutions before, and is never whole", () => {
  for (let length = 0; length < WHOLE.length; length += 1) {
    const reader = new JsonReader();
    reader.add(WHOLE.slice(0, length));
    expect(reader.isWhole).toBe(false);
    expect(ROWS.slice(0, reader.found.rows.length)).toEqual(reader.found.rows);
  }
});

test("an empty result and the answers to ASK are read", () => {
  const empty = '{"head":{"vars":["a"]},"results":{"bindings":[]}}';
  expect(readWhole(JSON_TYPE, empty)).toMatchObject({ form: "solutions", variables: ["a"], rows: [] });
  expect(readWhole(JSON_TYPE, '{"head":{},"boolean":false}')).toMatchObject({ form: "boolean", answer: false });
  expect(readWhole(JSON_TYPE, '{"head":{},"boolean":true}\n').answer).toBe(true);
});

test("a column may be called like what every object has", () => {
  const names = ["constructor", "__proto__", "toString"];
  const text = `{"head":{"vars":${JSON.stringify(names)}},"results":{"bindings":[{},{"__proto__":{"type":"uri","value":"urn:x"}}]}}`;
  const { rows } = readWhole(JSON_TYPE, text);
  expect(names.map((name) => rows[0]?.[name])).toEqual([undefined, undefined, undefined]);
  expect(names.map((name) => rows[1]?.[name]?.value)).toEqual([undefined, "urn:x", undefined]);
});

test("triples are read with their escapes", () => {
  const reader = new TriplesReader();
  const text = [
    '<https://example.org/a> <https://example.org/b> "line\\nand \\"quote\\" \\u0416"@ru .',
    "_:one <https://example.org/b> _:two .",
    '_:one <https://example.org/b> "4"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    "",
  ].join("\n");
  reader.add(text.slice(0, 30));
  expect(reader.isWhole).toBe(false);
  reader.add(text.slice(30));
  expect(reader.isWhole).toBe(true);
  expect(reader.found.rows.map(({ object }) => object)).toEqual([
    { type: "literal", value: 'line\nand "quote" Ж', "xml:lang": "ru" },
    { type: "bnode", value: "two" },
    { type: "literal", value: "4", datatype: "http://www.w3.org/2001/XMLSchema#integer" },
  ]);
});
