// The library's own words are there in each language of the site, with their placeholders.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

type Bundle = Record<string, Record<string, string>>;

const FRONTEND = join(import.meta.dirname, "../..");
const ENGLISH = "node_modules/@reactodia/workspace/i18n/translations/en.reactodia-translation.json";
const read = (path: string) => JSON.parse(readFileSync(join(FRONTEND, path), "utf8")) as Bundle;

function texts(bundle: Bundle): Map<string, string> {
  const sections = Object.entries(bundle).filter(([name]) => !name.startsWith("$"));
  return new Map(sections.flatMap(([name, words]) => Object.entries(words).map(([key, text]) => [`${name}.${key}`, text] as const)));
}

test.each(["ru", "uk"])("every text of the library is there in %s", (language) => {
  const [english, own] = [texts(read(ENGLISH)), texts(read(`src/graph/library/${language}.json`))];
  expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  const names = (text = "") => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const [key, text] of english) expect(names(own.get(key)), key).toEqual(names(text));
});
