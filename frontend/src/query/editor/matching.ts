// How well a name answers to what is typed.

import type { Words } from "./data";

const LEAST_TOLD = 3; // letters: fewer begin a word of almost every sentence

/** 4 if the name in the query begins with what is typed, 3 if a label does, 2 if a word of one does or
 *  another word for it, or each of several words that are typed begins one of them; 1 if any name has
 *  it within, 0 if none has. Everything answers to nothing. */
export function likeness(
  typed: string, name: string, labels: Words = {}, further: readonly string[] = [],
): number {
  const wanted = folded(typed).trim();
  if (!wanted) return 4;
  const whole = folded(name);
  const names = [whole, whole.slice(whole.search(/[^:]*$/))];
  if (names.some((each) => each.startsWith(wanted))) return 4;
  const said = Object.values(labels).map((label) => folded(label ?? ""));
  if (said.some((label) => label.startsWith(wanted))) return 3;
  const words = [...said, ...further].flatMap((label) => folded(label).split(/[^\p{L}\p{N}]+/u));
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return [...names, ...said].some((each) => each.includes(wanted)) ? 1 : 0;
}

/** Whether a word of what a term means begins with what is typed, if that is long enough to tell. */
export function isMeant(typed: string, meanings: Words = {}): boolean {
  const wanted = folded(typed);
  if (wanted.length < LEAST_TOLD) return false;
  const words = Object.values(meanings).flatMap((text) => folded(text ?? "").split(/[^\p{L}\p{N}]+/u));
  return words.some((word) => word.startsWith(wanted));
}

function folded(text: string): string {
  return text.toLowerCase().replace(/ё/g, "е").normalize("NFC");
}
