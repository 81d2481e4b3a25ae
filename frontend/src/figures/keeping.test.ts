import { expect, test } from "vitest";

import { keepOpen, keyOf, sameIn } from "./keeping";

function part(inside: string): Element {
  const found = new DOMParser().parseFromString(`<div>${inside}</div>`, "text/html").querySelector("div");
  if (!found) throw new Error(inside);
  return found;
}

const facet = (opened: string, links: string) =>
  `<details ${opened}><summary>Who says so</summary><ul>${links}</ul></details>`;

test("what was open stays open, and what was closed stays closed", () => {
  const other = "<details open><summary>Narrow down <b>2</b></summary></details>";
  const fresh = part(facet("", "") + other.replace("open", ""));
  keepOpen(part(facet("open", "") + other.replace("2", "1")), fresh);
  expect([...fresh.querySelectorAll("details")].map((one) => one.open)).toEqual([true, true]);
  keepOpen(part(facet("", "")), fresh);
  expect([...fresh.querySelectorAll("details")].map((one) => one.open)).toEqual([false, true]);
});

test("a choice is found again when it has been made, and in its own list", () => {
  const old = part(facet("", `<li><a href="?a">Proekt</a>`));
  const fresh = part(`<ul class="chosen"><a href="?">Proekt</a></ul>` +
    facet("", `<li><a href="?b">Mediazona</a><li><a href="?c"><span>✓ </span>Proekt</a>`));
  const link = old.querySelector("a");
  expect(link && sameIn(fresh, link)?.getAttribute("href")).toBe("?c");
  expect(link && sameIn(part(""), link)).toBeNull();
});

test("what has an id, and a mark, is told apart by that alone", () => {
  const found = part(`<input id="period-from"><svg><a class="mark" href="/claim/x"><text>1</text></a></svg>`);
  expect([...found.querySelectorAll("input, a")].map(keyOf)).toEqual(["#period-from", "/claim/x"]);
});
