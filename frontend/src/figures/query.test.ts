import { expect, test } from "vitest";

import { claimOf, hashOf, queryOf, withPeriod } from "./query";

test("a period goes where the server puts it, and leaves all else as it is", () => {
  const rest = "?measure=convictions&measure=desertions&producer=proekt&order=newest&scale=log";
  const narrowed = withPeriod(rest, "2022-09", "2023-12");
  expect(narrowed).toBe(
    "measure=convictions&measure=desertions&producer=proekt&from=2022-09&to=2023-12&order=newest&scale=log",
  );
  expect(withPeriod(`?${narrowed}`, "", "2024-01")).not.toContain("from");
  expect(`?${withPeriod(`?${narrowed}`, "", "")}`).toBe(rest);
  expect(withPeriod("", "", "")).toBe("");
});

test("empty fields of a form ask for nothing", () => {
  const fields: [string, string][] = [["scale", "log"], ["from", ""], ["to", "2023-01"], ["outlet", "a b"]];
  expect(queryOf(fields)).toBe("outlet=a+b&to=2023-01&scale=log");
});

test("a hash names a claim", () => {
  for (const claim of ["proekt-convictions-2023", "a/b", "ü 1", "x&y=z"])
    expect(claimOf(hashOf(claim))).toBe(claim);
  expect(["", "#table", "#claim=", "#claim=%ff"].map(claimOf)).toEqual(["", "", "", ""]);
});

test("a hash that leads to another page names no claim", () => {
  for (const hash of ["../../sparql?query=ASK{}", "..", "a/../b", "/x.example", "a//b", "a?b", "a#b", "..\\x"])
    expect(claimOf(`#claim=${encodeURIComponent(hash)}`), hash).toBe("");
  expect(claimOf("#claim=v1.2..3")).toBe("v1.2..3");
});
