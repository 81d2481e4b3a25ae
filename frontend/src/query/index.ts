// The query editor: the form of the page becomes an editor with results beside it.

import "./query.css";

import { loadWords } from "../shared/words";

await loadWords(import.meta.glob("./words/*.json", { import: "default" }));
