// Every text of the islands is said in every language of the site, and nothing else is.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { addWords, say, sayCount, type Catalogue } from "../src/shared/words";

const SOURCES = join(import.meta.dirname, "../src");
const AREAS = ["shared", "query", "graph", "figures"];
const FORMS = ["one", "few", "many", "other"];
// say("…"), sayCount("…", "…"): a text is always written out, in double quotes.
const SAID = /(?<![.\w])say\(\s*("(?:[^"\\]|\\.)*")/g;
const COUNTED = /\bsayCount\(\s*"(?:[^"\\]|\\.)*",\s*("(?:[^"\\]|\\.)*")/g;

afterEach(() => {
  document.documentElement.lang = "en";
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
}

function textsOf(area: string, pattern: RegExp): Set<string> {
  const sources = files(join(SOURCES, area)).filter((path) => /(?<!\.test)\.tsx?$/.test(path));
  const found = sources.flatMap((path) => [...readFileSync(path, "utf8").matchAll(pattern)]);
  return new Set(found.map((match) => JSON.parse(match[1] ?? "") as string));
}

function catalogueOf(area: string, language: string): Catalogue {
  const paths = files(join(SOURCES, area)).filter((path) => path.endsWith(`.${language}.json`));
  const read = paths.map((path) => JSON.parse(readFileSync(path, "utf8")) as Catalogue);
  const keys = read.flatMap((words) => Object.keys(words));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index), "said twice").toEqual([]);
  return Object.assign({}, ...read) as Catalogue;
}

test.each(AREAS.flatMap((area) => ["ru", "uk"].map((language) => [area, language] as const)))(
  "every text of %s is said in %s, and no other",
  (area, language) => {
    const catalogue = catalogueOf(area, language);
    const shared = area === "shared" ? {} : catalogueOf("shared", language);
    const within = area === "shared" ? "." : area; // shared words are said anywhere
    const said = textsOf(within, SAID);
    const counted = textsOf(within, COUNTED);
    const all = [...said, ...counted];
    const isKnown = (text: string) => text in catalogue || text in shared;
    const own = [...textsOf(area, SAID), ...textsOf(area, COUNTED)];
    expect(own.filter((text) => !isKnown(text)), "missing").toEqual([]);
    expect(Object.keys(catalogue).filter((text) => !all.includes(text)), "unused").toEqual([]);
    for (const text of [...counted].filter(isKnown)) {
      const forms = catalogue[text] ?? shared[text] ?? {};
      expect(Object.keys(forms).sort(), text).toEqual([...FORMS].sort());
    }
  },
);

test.each(["ru", "uk"])("placeholders in %s are those of the English text", (language) => {
  const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const area of AREAS) {
    for (const [english, words] of Object.entries(catalogueOf(area, language))) {
      for (const text of typeof words === "string" ? [words] : Object.values(words)) {
        const wanted = names(english).filter((name) => name !== "{count}" || typeof words === "string");
        expect(names(text).filter((name) => wanted.includes(name) || typeof words === "string"), text)
          .toEqual(wanted);
      }
    }
  }
});

test("what has no translation is marked as English", () => {
  expect(say("Nobody has said {what}", { what: "this" })).toBe("Nobody has said this");
  document.documentElement.lang = "uk";
  expect(say("Nobody has said {what}", { what: "this" })).toBe("Nobody has said this [en]");
});

test("numbers of things take the form that the language wants", () => {
  expect(sayCount("{count} row", "{count} rows", 1)).toBe("1 row");
  expect(sayCount("{count} row", "{count} rows", 1200)).toBe("1,200 rows");
  document.documentElement.lang = "ru";
  addWords({ "{count} rows": { one: "{count} строка", few: "{count} строки", many: "{count} строк", other: "{count} строки" } });
  expect([1, 3, 11, 21].map((count) => sayCount("{count} row", "{count} rows", count)))
    .toEqual(["1 строка", "3 строки", "11 строк", "21 строка"]);
});
