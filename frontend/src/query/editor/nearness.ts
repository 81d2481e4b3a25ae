// The name that somebody may have meant who wrote another one.

const MOST_EDITS = 2;

/** The nearest of some names, if one is near enough; case counts for little. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const most = Math.min(MOST_EDITS, Math.floor(name.length / 3));
  let best: string | null = null;
  let fewest = most + 1;
  for (const other of names) {
    if (Math.abs(other.length - name.length) > most || other === name) continue;
    const edits = distance(name.toLowerCase(), other.toLowerCase());
    if (edits < fewest) [best, fewest] = [other, edits];
  }
  return best;
}

/** How many letters are to be changed, added, left out or swapped with the next one. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next.push(Math.min(
        (next[column - 1] ?? 0) + 1,
        (last[column] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity,
      ));
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? 0;
}
