// The modules of the islands: one direction of imports, and nothing exported that nobody imports.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "../src");
const IMPORTED = /^(?:import|export)\b([^;"]*?)\bfrom "(\.[^"]+)";/gms;
const LOADED = /\bimport\("(\.[^"]+)"\)/g;
const EXPORTED = /^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/gm;
/** What names the types of an exported signature may be exported with it. */
const TYPE = /^export (?:interface|type) (\w+)/gm;
// What one island takes of another: a result of a query is drawn as the explorer draws.
const ACROSS = ["query/graph_tab.ts -> graph/embedded.tsx", "query/graph_tab.ts -> graph/triples.ts"];

interface Module {
  text: string;
  /** Names that it takes, by the path of the module that has them; "*" for all. */
  takes: Map<string, string[]>;
}

const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
const tests = readdirSync(import.meta.dirname).map((name) => join("../tests", name));
const paths = [...sources, ...tests].filter((path) => /\.tsx?$/.test(path));

function found(from: string, specifier: string): string {
  const base = relative(SOURCES, resolve(SOURCES, dirname(from), specifier));
  const path = [`${base}.ts`, `${base}.tsx`, join(base, "index.ts"), base].find((one) => paths.includes(one));
  return path ?? "";
}

function read(path: string): Module {
  const text = readFileSync(join(SOURCES, path), "utf8");
  const takes = new Map<string, string[]>();
  const take = (specifier: string, names: string[]) => {
    const other = found(path, specifier);
    if (other) takes.set(other, [...(takes.get(other) ?? []), ...names]);
  };
  for (const [, names = "", specifier = ""] of text.matchAll(IMPORTED))
    take(specifier, names.split(/[\s,{}]+/).filter((name) => /^\w+$/.test(name)));
  for (const [, specifier = ""] of text.matchAll(LOADED)) take(specifier, ["*"]);
  return { text, takes };
}

const modules = new Map(paths.map((path) => [path, read(path)]));
const own = [...modules].filter(([path]) => !path.includes(".test."));

test("no module leads back to itself", () => {
  const done = new Set<string>();
  const follow = (path: string, way: readonly string[]): void => {
    expect(way, "a circle").not.toContain(path);
    if (done.has(path)) return;
    for (const other of modules.get(path)?.takes.keys() ?? []) follow(other, [...way, path]);
    done.add(path);
  };
  for (const [path] of own) follow(path, []);
  expect(done.size).toBeGreaterThan(100);
});

test("islands take of what is shared, and of each other only what is listed", () => {
  const across = own.flatMap(([path, { takes }]) => [...takes.keys()]
    .filter((other) => ![path.split("/")[0], "shared"].includes(other.split("/")[0]))
    .map((other) => `${path} -> ${other}`));
  expect(across.sort()).toEqual(ACROSS);
});

test("what is exported is imported somewhere, or named by what is", () => {
  const taken = (path: string, name: string) =>
    [...modules.values()].some(({ takes }) => takes.get(path)?.some((one) => one === name || one === "*"));
  const unused = own.flatMap(([path, { text }]) => {
    const types = new Set([...text.matchAll(TYPE)].map(([, name]) => name));
    return [...text.matchAll(EXPORTED)]
      .flatMap(([, name = ""]) => (types.has(name) || taken(path, name) ? [] : [`${path}: ${name}`]));
  });
  expect(unused).toEqual([]);
});
