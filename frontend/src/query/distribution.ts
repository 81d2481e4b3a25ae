// Whole numbers on axes, and the bars of a distribution.

const MOST_TICKS = 8;
const MOST_BARS = 30;

/** How many rows have a number within bounds; the upper one is within for whole numbers only. */
export interface Bin {
  from: number;
  to: number;
  count: number;
  /** Where it is drawn. */
  left: number;
  right: number;
}

/** Whole numbers for an axis.
 *  @param few about how many
 *  @returns at least two, the first at most `least`, the last at least `most` */
export function wholeTicks(least: number, most: number, few = MOST_TICKS): number[] {
  const low = Math.floor(least);
  const high = Math.max(Math.ceil(most), low + 1);
  const step = Math.max(1, niceStep((high - low) / few));
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((high - first) / step);
  return Array.from({ length: count + 1 }, (_, index) => first + index * step);
}

/** Numbers for a logarithmic axis: powers of ten, or their halves and fifths too where those are few.
 *  @returns at least two, the first at most `least`, which is above 0, the last at least `most` */
export function logTicks(least: number, most: number, few = MOST_TICKS): number[] {
  const exact = (power: number, part = 1) => Number(`${part}e${power}`);
  const low = Math.floor(Math.log10(least));
  const high = Math.max(Math.ceil(Math.log10(most)), low + 1);
  if ((high - low) * 3 <= few) {
    const fine = Array.from({ length: high - low }, (_, index) => [1, 2, 5].map((part) => exact(low + index, part))).flat();
    const all = [...fine, exact(high)];
    const from = all.findLastIndex((one) => one <= least);
    const to = all.findIndex((one) => one >= most);
    return all.slice(from, Math.max(to, from + 1) + 1);
  }
  const step = Math.ceil((high - low) / few);
  return Array.from({ length: Math.ceil((high - low) / step) + 1 }, (_, index) => exact(low + index * step));
}

/** The bars of a distribution: of whole numbers each is over whole numbers, one where they are few. */
export function binsOf(values: readonly number[]): Bin[] {
  if (!values.length) return [];
  const areWhole = values.every(Number.isInteger);
  const least = values.reduce((one, other) => Math.min(one, other));
  const most = values.reduce((one, other) => Math.max(one, other));
  const span = most - least;
  const step = areWhole
    ? span < MOST_BARS ? 1 : Math.max(1, niceStep(span / MOST_BARS))
    : niceStep(span / (MOST_BARS / 2)) || 1;
  const number = (value: number) => Math.floor(value / step + (areWhole ? 0 : 1e-9));
  const first = number(least);
  const last = number(most);
  const counts = Array.from({ length: last - first + 1 }, () => 0);
  for (const value of values) counts[number(value) - first] = (counts[number(value) - first] ?? 0) + 1;
  const half = areWhole ? 0.5 : 0;
  return counts.map((count, index) => {
    const from = (first + index) * step;
    const to = from + step - (areWhole ? 1 : 0);
    return { from, to, count, left: from - half, right: from + step - half };
  });
}

/** The least of 1, 2, 5, 10, 20 … and their decimal parts that is at least as much. */
function niceStep(least: number): number {
  if (least <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 2, 5, 10].map((part) => Number((part * power).toPrecision(12)));
  return steps.find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}
