// The figures: the drawn plot answers to pointer and keyboard, and shows evidence beside it.

import "./figures.css";

import { loadWords } from "../shared/words";

await loadWords(import.meta.glob("./words/*.json", { import: "default" }));
