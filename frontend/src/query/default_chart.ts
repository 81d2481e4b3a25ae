// The chart that a result is first drawn as. Names of columns tell what is an amount, and what only
// counts places in a list or what stands behind a claim.

import type { Solution } from "../shared/endpoint";
import { THINGS } from "../shared/namespaces";
import { AMOUNT, MOST_COLOURS, isUnique, uncertaintyOf, type Chart, type Column } from "./shape";

const ORDER = /^(position|order|step|rank|index|confidence|score|weight)$/i;
const BEHIND = /^(origins|independentOrigins|documents|publishers|mentions)$/i;
const BEHIND_A_CLAIM = /^(articles|caveats|checks|marks)$/i;
const CLAIM = /^(claim|figure|statement)$/i;
/** Speakers: among them are those without a name, whose words are not put together by a colour. */
const SPEAKER = /^(producer|speaker|originator|agent|person|role|source)s?$/i;
const ROLE = /^roles?$/i; // what stands once for all who have it
/** What tells apart numbers that must not be compared, the first of these that there is. */
export const MEASURES = [/^(counts|measure(Label)?)$/i, /^kind(OfNumber)?$/i, /^units?$/i, /^per$/i];
const TELLING = [...MEASURES, /^(type|what|party|side|category|wider|verdict|reason|match)$/i];
const MOST_AMOUNTS = 25; // rows that each have a line with their name, though there are times
const MOST_COUNTS = 12;
const LONGEST_NAME = 90; // characters; longer values are sentences
const FEWEST_JUDGED = 8; // rows

/** The chart that suits a result best; null if none says anything by itself. */
export function defaultChart(columns: readonly Column[], rows: readonly Solution[]): Chart | null {
  const certainty = uncertaintyOf(columns);
  const aside: string[] = certainty ? [certainty.lower, certainty.upper, certainty.qualifier] : [];
  const others = columns.filter(({ name }) => !aside.includes(name));
  const all = others.filter((column) => column.kind === "number" && (varies(column) || rows.length === 1));
  const years = all.length > 1 ? all.find(({ isYears, distinct }) => isYears && distinct > 1) : undefined;
  const numbers = all.filter((column) => column !== years && !ORDER.test(column.name));
  const areClaims = others.some((column) => isClaims(column, rows));
  const isBehind = ({ name }: Column) => BEHIND.test(name) || (areClaims && BEHIND_A_CLAIM.test(name));
  const own = numbers.filter((column) => !isBehind(column));
  const amount = own.find(({ name }) => AMOUNT.test(name));
  const number = certainty?.stated ?? (amount ?? own[0])?.name;
  const [behind] = numbers;
  if (!number) return behind && areClaims && rows.length >= FEWEST_JUDGED ? distributionOf(behind.name) : null;
  const categories = others.filter(({ kind }) => kind === "iri" || kind === "text");
  const time = bestTime(others, rows) ?? years;
  const name = categories.find((column) => isNameOfRows(column, rows));
  const chart: Chart = { type: "dots", x: "", y: number, colour: "", isLog: false };
  if (name && (!time || rows.length <= (certainty || amount ? MOST_AMOUNTS : MOST_COUNTS))) {
    const type = certainty || amount ? "dots" : "bars";
    return { ...chart, type, x: name.name, colour: colourOf(categories, rows, [name.name], type === "bars") };
  }
  if (time) return sensible({ ...chart, x: time.name, colour: colourOf(categories, rows, [], false) }, rows);
  const category = categories.find((column) => varies(column) && !SPEAKER.test(column.name)) ?? categories.find(varies);
  if (category) {
    const type = isUnique(rows, category.name) && !certainty ? "bars" : "dots";
    const colour = colourOf(categories, rows, [category.name], type === "bars");
    return sensible({ ...chart, type, x: category.name, colour }, rows);
  }
  const second = own.find(({ name }) => name !== number);
  if (second) return { ...chart, x: number, y: second.name };
  return rows.length > 1 ? distributionOf(number) : null;
}

/** A chart of a result for which none suits by itself; null if it has no number. */
export function anyChart(columns: readonly Column[]): Chart | null {
  const number = columns.find(({ kind }) => kind === "number");
  return number ? distributionOf(number.name) : null;
}

/** Whether a column can be one of amounts by its name: not of places in a list, nor of what stands
 *  behind claims. */
export function isAmount(name: string): boolean {
  return ![ORDER, BEHIND, BEHIND_A_CLAIM].some((pattern) => pattern.test(name));
}

function distributionOf(x: string): Chart {
  return { type: "histogram", x, y: "", colour: "", isLog: false };
}

function varies({ distinct }: Column): boolean {
  return distinct > 1;
}

function isClaims({ name, kind }: Column, rows: readonly Solution[]): boolean {
  if (kind === "iri") return rows.some((row) => row[name]?.value.startsWith(`${THINGS}claim/`));
  return CLAIM.test(name) && isUnique(rows, name);
}

/** Whether each row has another value, short enough to be its name, and none is somebody's. */
function isNameOfRows({ name, distinct }: Column, rows: readonly Solution[]): boolean {
  return distinct === rows.length && distinct > 1 && (ROLE.test(name) || !SPEAKER.test(name)) && areShort(name, rows);
}

function areShort(name: string, rows: readonly Solution[]): boolean {
  return rows.every((row) => row[name]?.type === "uri" || (row[name]?.value.length ?? 0) <= LONGEST_NAME);
}

/** The column of times that most rows have; none where a third of them would be left out. */
function bestTime(columns: readonly Column[], rows: readonly Solution[]): Column | undefined {
  const filled = ({ name }: Column) => rows.filter((row) => row[name]).length;
  const times = columns.filter((column) => column.kind === "time" && varies(column));
  const best = [...times].sort((one, other) => filled(other) - filled(one))[0];
  return best && filled(best) * 3 >= rows.length * 2 ? best : undefined;
}

/** The column that gives the colours: one that tells measures or kinds apart, else any of few values
 *  that several rows share; "" if there is none. */
function colourOf(
  categories: readonly Column[],
  rows: readonly Solution[],
  taken: readonly string[],
  areBars: boolean,
): string {
  const few = categories.filter((column) =>
    varies(column) && column.distinct <= MOST_COLOURS && column.distinct < rows.length
    && !taken.includes(column.name) && !SPEAKER.test(column.name) && areShort(column.name, rows));
  const telling = TELLING.map((pattern) => few.find(({ name }) => pattern.test(name))).find(Boolean);
  const shared = areBars ? undefined : few.find(({ name, distinct }) => distinct * 2 <= rows.length + 1 && !isYesOrNo(name, rows));
  return (telling ?? shared)?.name ?? "";
}

function isYesOrNo(name: string, rows: readonly Solution[]): boolean {
  return rows.every((row) => ["true", "false", "yes", "no", undefined].includes(row[name]?.value));
}

/** A chart, unless most of its marks would lie upon others: then its number is none of the rows'. */
function sensible(chart: Chart, rows: readonly Solution[]): Chart | null {
  const places = new Set(rows.map((row) => `${row[chart.x]?.value ?? ""} ${row[chart.y]?.value ?? ""}`));
  return rows.length >= FEWEST_JUDGED && places.size * 3 < rows.length ? null : chart;
}
