// The query editor: the form of the page becomes an editor with results beside it.

import "./query.css";

import { keepAddress } from "../shared/languages";
import { loadWords } from "../shared/words";
import { QueryPage } from "./page";
import { readServerData } from "./server_data";

await loadWords(import.meta.glob("./words/*.json", { import: "default" }));

keepAddress();
const data = readServerData();
if (data) await new QueryPage(data).start();
