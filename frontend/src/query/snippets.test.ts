import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

import { inJavaScript, inPython, inR, inShell, snippets } from "./snippets";

const HARD = 'SELECT ?s { ?s ?p "it\'s ${HOME} $x `tick` \\"quoted\\" \\\\ back \\n"@en, """Дезертир""" } # )" )-" \'\'\' "';

test("the shell gives it back", () => {
  const found = execFileSync("sh", ["-c", `printf %s ${inShell(HARD)}`], { encoding: "utf8" });
  expect(found).toBe(HARD);
});

test("JavaScript gives it back", () => {
  expect(runInNewContext(inJavaScript(HARD))).toBe(HARD);
});

test("Python's quotes and backslashes cannot end it", () => {
  const quoted = inPython(HARD);
  const inner = quoted.slice('"""\\\n'.length, -3);
  expect(inner).not.toMatch(/(?<!\\)(?:\\\\)*"""/);
  expect(inner).toMatch(/\\"$/);
  expect(inner.replace(/\\(["\\])/g, "$1")).toBe(HARD);
});

test("R's raw string has as many dashes as it needs", () => {
  expect(inR("a")).toBe('r"(a)"');
  expect(inR('a )" b')).toBe('r"-(a )" b)-"');
  expect(inR(HARD)).toBe(`r"--(${HARD})--"`);
});

test.each(["solutions", "boolean", "graph"] as const)("programs for %s hold the query and the address", (form) => {
  const all = snippets("ASK {}", "https://example.org/sparql", form);
  expect(all.map(({ name }) => name)).toEqual(["curl", "Python", "R", "JavaScript"]);
  for (const { code } of all) {
    expect(code).toContain("ASK {}");
    expect(code).toContain("https://example.org/sparql");
    expect(code).not.toContain("undefined");
  }
});
