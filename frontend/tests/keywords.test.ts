// The editor knows the words of SPARQL that the server knows: else it would not complete one, nor
// write it in capitals, and would take it for a part of a name.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { isKeyword } from "../src/query/editor/keywords";

const REPAIRS = join(import.meta.dirname, "../../src/kg/query/repairs.py");

test("every keyword of the server is one of the editor's", () => {
  const [, listed = ""] = /^KEYWORDS = \(\s*"""(.*?)"""/ms.exec(readFileSync(REPAIRS, "utf8")) ?? [];
  const words = listed.split(/\s+/);
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word) => !isKeyword(word))).toEqual([]);
});
