// Months, and where days stand on the axis of time that the server has drawn: linear in days, the
// same as `kg.plot.scales.TimeScale`. A month is counted from the beginning of year 0.

/** Milliseconds. */
export const DAY = 86_400_000;

/** A range of months; both belong to it. */
export interface Period {
  first: number;
  last: number;
}

/** An axis of time: the days (since 1970) at its ends, and where those are drawn. */
export interface Axis {
  firstDay: number;
  lastDay: number;
  left: number;
  right: number;
}

/** The month of a date as `2023-09` or `2023-09-21`; NaN if it is none. */
export function readMonth(text: string): number {
  const found = /^(\d{4})-(\d{2})/.exec(text);
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : NaN;
}

/** A month as `2023-09`. */
export function writeMonth(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, "0");
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** A month in words of a language. */
export function sayMonth(month: number, language: string): string {
  const format = { month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, format).format(firstDayOf(month) * DAY);
}

/** The first day of a month, in days since 1970. */
export function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12) / DAY;
}

function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Where the first moment of a day is drawn. */
export function placeOf(axis: Axis, day: number): number {
  const share = (day - axis.firstDay) / (axis.lastDay - axis.firstDay);
  return axis.left + share * (axis.right - axis.left);
}

/** The month that is drawn at a place; beyond an end of the axis it is the month at that end. */
export function monthAt(axis: Axis, place: number): number {
  const share = (place - axis.left) / (axis.right - axis.left);
  const day = axis.firstDay + share * (axis.lastDay - axis.firstDay);
  return monthOf(Math.floor(Math.min(Math.max(day, axis.firstDay), axis.lastDay - 1)));
}

/** The whole months that lie between two places, in either order, with those begun. */
export function periodBetween(axis: Axis, one: number, other: number): Period {
  const [left, right] = one < other ? [one, other] : [other, one];
  return { first: monthAt(axis, left), last: monthAt(axis, right) };
}

/** Where a period is drawn, as far as it lies on the axis; null if none of it does. */
export function stretchOf(axis: Axis, period: Period): { left: number; right: number } | null {
  const inside = (place: number) => Math.min(Math.max(place, axis.left), axis.right);
  const left = inside(placeOf(axis, firstDayOf(period.first)));
  const right = inside(placeOf(axis, firstDayOf(period.last + 1)));
  return right > left ? { left, right } : null;
}

/** Whether a figure's time, as `2022-09-21/2023-06-30` with nothing for an end that is open, meets
 *  a period: what the server asks of `from` and `to`. One without a time meets none. */
export function meets(when: string | null, period: Period): boolean {
  if (!when) return false;
  const [start = "", end = ""] = when.split("/");
  return (start === "" || readMonth(start) <= period.last) && (end === "" || readMonth(end) >= period.first);
}
