import { expect, test } from "vitest";

import { columnsAfter } from "./indentation";

test.each([
  ["SELECT *", "", 0],
  ["SELECT * {", "", 2],
  ["SELECT * {", "}", 0],
  ["SELECT * { ?s ?p ?o ;", "", 4],
  ["SELECT * { ?s ?p ?o ;\n    ?q ?r .", "", 2],
  ["SELECT * { ?s ?p 'a { b' . # {", "", 2],
  ["SELECT * { OPTIONAL {", "", 4],
  ["SELECT * { OPTIONAL {", "  }", 2],
  ["SELECT * { FILTER(STR(?s) = 'x')", "", 2],
  ["}}", "}", 0],
])("behind %j a line with %j is indented", (before, after, columns) => {
  expect(columnsAfter(before, after)).toBe(columns);
});
