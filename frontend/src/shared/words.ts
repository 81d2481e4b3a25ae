// The words of the islands in the reader's language. English texts are the keys, as they are on the
// server; each area has a file of translations for each other language, loaded only by who reads it.

/** Translations by English text; what is counted has a text for each plural form of the language. */
export type Catalogue = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Loaders of catalogues by path, as `import.meta.glob("./words/*.json")` finds them. */
export type Loaders = Record<string, () => Promise<unknown>>;

type Values = Record<string, string | number>;

const UNTRANSLATED = " [en]"; // as the server marks it
const known: Catalogue = {};

/** The language of the page: "en", "ru" or "uk". */
export function pageLanguage(): string {
  return document.documentElement.lang || "en";
}

/** Load the words of an island; call it once, before anything is shown. */
export async function loadWords(loaders: Loaders): Promise<void> {
  const ending = `.${pageLanguage()}.json`;
  const shared = import.meta.glob("./words/*.json", { import: "default" });
  const wanted = Object.entries({ ...shared, ...loaders }).filter(([path]) => path.endsWith(ending));
  for (const words of await Promise.all(wanted.map(([, load]) => load()))) addWords(words as Catalogue);
}

/** Add translations into the language of the page. */
export function addWords(words: Catalogue): void {
  Object.assign(known, words);
}

/** A text in the reader's language; `{name}` in it becomes the value of that name. */
export function say(english: string, values: Values = {}): string {
  const found = known[english];
  return filled(typeof found === "string" ? found : english + missing(), values);
}

/** A text about a number of things in the reader's language, `{count}` in it being the number.
 *  The key of its translations is the text for several. */
export function sayCount(one: string, several: string, count: number, values: Values = {}): string {
  const language = pageLanguage();
  const found = known[several];
  const form = new Intl.PluralRules(language).select(count);
  const english = count === 1 ? one : several;
  const text = typeof found === "object" ? found[form] ?? found.other : undefined;
  return filled(text ?? english + missing(), { count: sayNumber(count), ...values });
}

/** A number as it is written in the reader's language. */
export function sayNumber(value: number): string {
  return new Intl.NumberFormat(pageLanguage(), { maximumFractionDigits: 20 }).format(value);
}

function missing(): string {
  return pageLanguage() === "en" ? "" : UNTRANSLATED;
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
