// Members of groups: in an order that can be recognised, and never by who speaks.

import { expect, test } from "vitest";

import { fits, orderOf, sectionsOf } from "./members";
import type { Card } from "./things";

function card(label: string, more: Partial<Card> = {}): Card {
  return { iri: label, path: "", classes: [], kind: "Thing", label, language: "en", nameless: false, ...more };
}

test("figures stand under what they count, by time", () => {
  const cards = [
    card("b", { quantity: "2", counted: "requests", order: "2023-09-01" }),
    card("c", { quantity: "3", counted: "attempts", order: "2023-10-01" }),
    card("a", { quantity: "1", counted: "requests", order: "2023-06-01" }),
  ];
  expect(orderOf(cards)).toBe("counted");
  expect(sectionsOf(cards, "en").map(({ title, cards: own }) => [title, ...own.map(({ label }) => label)]))
    .toEqual([["attempts", "c"], ["requests", "a", "b"]]);
});

test("statements stand in the order of their articles, not of their speakers", () => {
  const at = (label: string, printed: string, order: string, said_by: string) => card(label, { printed, order, said_by });
  const cards = [
    at("third", "Later", "2025 later 00000010", "A"), at("second", "Earlier", "2024 earlier 00000900", "A"),
    at("first", "Earlier", "2024 earlier 00000050", "Z"),
  ];
  expect(orderOf(cards)).toBe("printed");
  expect(sectionsOf(cards, "en").map(({ title, cards: own }) => [title, ...own.map(({ label }) => label)]))
    .toEqual([["Earlier", "first", "second"], ["Later", "third"]]);
});

test("members are found by their words, not by who says them", () => {
  const statement = card("Morale is low", { said_by: "Mediazona", printed: "Kontur, 2025" });
  expect(["MORALE low", "kontur", ""].every((words) => fits(statement, words))).toBe(true);
  expect(fits(statement, "mediazona")).toBe(false);
  const figure = card("5 people, Proekt", { quantity: "5 people", counted: "convictions", when: "2023" });
  expect([fits(figure, "convictions 2023"), fits(figure, "Proekt")]).toEqual([true, false]);
});
