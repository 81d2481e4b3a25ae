import { expect, test } from "vitest";

import {
  firstDayOf, meets, monthAt, periodBetween, placeOf, readMonth, sayMonth, stretchOf, writeMonth,
  type Axis,
} from "./months";

const AXES: Axis[] = [];
for (const first of ["1999-01", "2014-02", "2022-09"])
  for (const months of [1, 2, 11, 13, 150])
    for (const [left, right] of [[0, 100], [258.1, 571], [40.2, 348]] as const) {
      const start = readMonth(first);
      AXES.push({ firstDay: firstDayOf(start), lastDay: firstDayOf(start + months), left, right });
    }

function monthsOf(axis: Axis): number[] {
  const first = monthAt(axis, axis.left), last = monthAt(axis, axis.right);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

test("months are read and written", () => {
  for (let month = readMonth("1980-01"); month <= readMonth("2060-12"); month += 1)
    expect(readMonth(writeMonth(month))).toBe(month);
  expect(writeMonth(readMonth("2023-09-21"))).toBe("2023-09");
  expect(readMonth("")).toBeNaN();
  expect(sayMonth(readMonth("2023-09"), "en")).toBe("Sep 2023");
  expect(sayMonth(readMonth("2023-09"), "uk")).toContain("2023");
});

test("any place within a month is of that month, and its ends are drawn in order", () => {
  for (const axis of AXES)
    for (const month of monthsOf(axis)) {
      const start = placeOf(axis, firstDayOf(month)), end = placeOf(axis, firstDayOf(month + 1));
      expect(end).toBeGreaterThan(start);
      for (const share of [0.001, 0.3, 0.5, 0.999])
        expect(monthAt(axis, start + share * (end - start))).toBe(month);
    }
});

test("what lies beyond an axis is of the month at its end", () => {
  for (const axis of AXES) {
    const months = monthsOf(axis);
    expect(monthAt(axis, axis.left - 50)).toBe(months[0]);
    expect(monthAt(axis, axis.right + 50)).toBe(months.at(-1));
    expect(firstDayOf(months[0] ?? NaN)).toBe(axis.firstDay);
    expect(firstDayOf((months.at(-1) ?? NaN) + 1)).toBe(axis.lastDay);
  }
});

test("a dragged stretch becomes the months under it, in either direction", () => {
  for (const axis of AXES)
    for (let step = 0; step <= 20; step += 1) {
      const width = axis.right - axis.left;
      const one = axis.left + (step / 20) * width, other = axis.left + (((step * 7) % 21) / 20) * width;
      const period = periodBetween(axis, one, other);
      expect(period).toEqual(periodBetween(axis, other, one));
      const drawn = stretchOf(axis, period);
      expect(drawn?.left).toBeLessThanOrEqual(Math.min(one, other) + 1e-6);
      expect(drawn?.right).toBeGreaterThanOrEqual(Math.max(one, other) - 1e-6);
    }
});

test("a period that is not on an axis is drawn nowhere", () => {
  for (const axis of AXES) {
    const [first = 0] = monthsOf(axis);
    expect(stretchOf(axis, { first: first - 9, last: first - 1 })).toBeNull();
    expect(stretchOf(axis, { first: 0, last: 12 * 9999 })).toEqual({ left: axis.left, right: axis.right });
  }
});

test.each([
  ["2022-09-21/2023-06-30", true],
  ["2023-03-31/2023-03-31", true],
  ["2023-04-01/2023-04-02", false],
  ["2022-01-01/2022-12-31", false],
  ["2022-01-01/2023-01-01", true],
  ["2022-09-21/", true],
  ["2023-04-01/", false],
  ["/2022-12-31", false],
  ["/2023-01-01", true],
  ["/", true],
  ["", false],
  [null, false],
])("whether %j meets the first three months of 2023", (when, does) => {
  const period = { first: readMonth("2023-01"), last: readMonth("2023-03") };
  expect(meets(when, period)).toBe(does);
});
