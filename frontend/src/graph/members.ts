// Things in a group: their order, and which of them fit some words.

import type { Card } from "./things";

/** Members that belong together, under what they have in common. */
export interface Section {
  title: string;
  cards: Card[];
}

/** What the order of members is: "counted" for figures by what they count and by time, "printed" for
 *  statements as the articles print them, "dated" and "named" for others. */
export type Order = "counted" | "printed" | "dated" | "named";

/** The order in which some things are listed. */
export function orderOf(cards: readonly Card[]): Order {
  if (cards.every((card) => card.counted)) return "counted";
  if (cards.every((card) => card.printed)) return "printed";
  return cards.every((card) => card.issued) ? "dated" : "named";
}

/** Members in their order, which never is one by speakers. */
export function sectionsOf(cards: readonly Card[], language: string): Section[] {
  const keys = (card: Card) => [card.counted ?? "", card.order ?? card.issued ?? "", card.label];
  const order = new Intl.Collator(language, { numeric: true });
  const kinds = new Set(cards.map((card) => card.kind));
  const sorted = [...cards].sort((a, b) => {
    const [own, other] = [[a.kind, ...keys(a)], [b.kind, ...keys(b)]];
    const differing = own.findIndex((key, index) => key !== other[index]);
    return differing < 0 ? 0 : order.compare(own[differing] ?? "", other[differing] ?? "");
  });
  const sections: Section[] = [];
  for (const card of sorted) {
    const title = card.counted ?? card.printed ?? (kinds.size > 1 ? card.kind : "");
    const last = sections.at(-1);
    if (last?.title === title) last.cards.push(card);
    else sections.push({ title, cards: [card] });
  }
  return sections;
}

/** Whether all words stand in what a thing says of itself; who says it is not looked at. */
export function fits(card: Card, words: string): boolean {
  const said = card.quantity ? [card.quantity, card.counted, card.when] : [card.label, card.printed, ...(card.lines ?? [])];
  const text = said.join(" ").toLocaleLowerCase();
  return words.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}
