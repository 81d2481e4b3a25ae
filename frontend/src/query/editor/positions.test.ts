import { expect, test } from "vitest";

import { findingOf } from "./findings";
import { rangeOf } from "./positions";

const slice = (text: string, line: number, column: number, end?: number) => {
  const { from, to } = rangeOf(text, line, column, end);
  return text.slice(from, to);
};

test("columns are characters, not UTF-16 units", () => {
  const text = "SELECT * {\n ?s ?p '😀𝒳 Хочу' . ?s foo }";
  const column = Array.from(" ?s ?p '😀𝒳 Хочу' . ?s ").length + 1;
  expect(slice(text, 2, column, column + 3)).toBe("foo");
  expect(slice(text, 2, 9)).toBe("😀");
});

test("at the end of a text its last character is marked", () => {
  expect(slice("ASK {\n\n", 1, 6)).toBe("{");
  expect(slice("ASK {😀", 1, 7)).toBe("😀");
  expect(slice("ASK {", 9, 9)).toBe("{");
  expect(rangeOf("", 1, 1)).toEqual({ from: 0, to: 0 });
});

test("a problem is drawn with its hint and without its place, or not at all", () => {
  const problem = { title: "t", status: 400, detail: "line 1, column 5: } cannot stand here" };
  const found = findingOf("ASK } {", { ...problem, line: 1, column: 5, endColumn: 6, hint: "do" });
  expect(found).toMatchObject({ from: 4, to: 5, message: "} cannot stand here; do" });
  expect(findingOf("ASK } {", problem)).toMatchObject({ from: 4, to: 5 });
  expect(findingOf("ASK", { ...problem, detail: "the query is too long" })).toBeNull();
});
