// The graph explorer: one thing, what it is connected with, and who says so.

import "./graph.css";

import { createRoot } from "react-dom/client";

import { pageAddress } from "../shared/addresses";
import { find, make } from "../shared/elements";
import { readJson } from "../shared/endpoint";
import { keepAddress } from "../shared/languages";
import { loadWords, pageLanguage, say } from "../shared/words";
import { App } from "./App";
import type { Beginning } from "./Start";

type Bundle = Record<string, Record<string, string>>;

const [, bundle] = await Promise.all([
  loadWords(import.meta.glob("./words/*.json", { import: "default" })),
  translation(),
]);
const place = find("#graph-explorer");
try {
  const beginning = await readJson<Beginning>(pageAddress("/graph/start.json"));
  place.replaceChildren();
  keepAddress();
  createRoot(place).render(<App beginning={beginning} translations={bundle} />);
} catch (error) {
  // What the server made of the page stays.
  const words = error instanceof Error ? error.message : "";
  place.prepend(make("p", { class: "note" }, `${say("The explorer could not be started.")} ${words}`));
}

/** The library's own words in the language of the page. */
async function translation(): Promise<Bundle[]> {
  const all = import.meta.glob<Bundle>("./library/*.json", { import: "default" });
  const load = all[`./library/${pageLanguage()}.json`];
  return load ? [await load()] : [];
}
