// What a card says of a figure: the cells of its row in the table of the page, or else what the
// server says in short; and what its checks found, as soon as that is known. So card, table and
// query agree.

import { make } from "../shared/elements";

/** What something is called, and what is said of it. */
type Entry = [string, Element];

/** What the cells of the row of a claim say, as the parts of a card; null if no row has it. */
export function fromRow(href: string, evidence?: ParentNode): HTMLElement[] | null {
  const row = rowOf(href);
  const checks = evidence ? entriesOf(evidence, ".checks") : [];
  return row && told([...[...row.cells].map((cell): Entry => [cell.dataset.label ?? "", cell]), ...checks]);
}

/** What the server says of a figure in short, as the parts of a card. */
export function fromEvidence(evidence: ParentNode): HTMLElement[] {
  const amount = evidence.querySelector("h1");
  const facts = entriesOf(evidence, "div");
  return told(amount ? [["", amount], ...facts] : facts);
}

function entriesOf(evidence: ParentNode, which: string): Entry[] {
  return [...evidence.querySelectorAll(`dl.brief > ${which}`)].map((one) => [
    one.querySelector("dt")?.textContent ?? "",
    one.querySelector("dd") ?? one,
  ]);
}

/** The row of a claim in a table of figures. */
export function rowOf(href: string): HTMLTableRowElement | null {
  return document.querySelector(`td a.figure[href="${CSS.escape(href)}"]`)?.closest("tr") ?? null;
}

function told([first, ...others]: Entry[]): HTMLElement[] {
  if (!first) return [];
  const facts = others.map(([label, cell]) =>
    make("div", {}, make("dt", {}, label), make("dd", {}, plain(cell))));
  return [make("p", { class: "amount" }, plain(first[1])), make("dl", {}, ...facts)];
}

/** A copy of what stands in a cell, without links, since a card is only read. */
function plain(cell: Element): DocumentFragment {
  const copy = document.createDocumentFragment();
  for (const node of cell.childNodes) copy.append(node.cloneNode(true));
  for (const unseen of copy.querySelectorAll(".unseen, .evidence")) unseen.remove();
  for (const link of copy.querySelectorAll("a")) {
    const { className, lang } = link;
    link.replaceWith(make("span", { class: className || null, lang: lang || null }, ...link.childNodes));
  }
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy;
}
