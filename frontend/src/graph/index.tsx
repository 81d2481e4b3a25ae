// The graph explorer: one thing, what it is connected with, and who says so.

import "./graph.css";

import { loadWords } from "../shared/words";

await loadWords(import.meta.glob("./words/*.json", { import: "default" }));
