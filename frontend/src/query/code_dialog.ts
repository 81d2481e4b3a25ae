// The dialog with programs that ask the same.

import { button, make } from "../shared/elements";
import { save } from "../shared/saving";
import { say } from "../shared/words";
import { copyButton } from "./clipboard";
import { showDialog } from "./dialogs";
import type { Form } from "./results_reader";
import { snippets } from "./snippets";
import { tabs } from "./tabs";

function saveQuery(query: string): void {
  save("query.rq", new Blob([query], { type: "application/sparql-query" }));
}

/** Show programs that send a query.
 *  @param endpoint address of the endpoint, as the reader has it
 *  @param known the form of its result; null where that has not been seen */
export function showCode(query: string, endpoint: string, known: Form | null): void {
  const form = known ?? formOf(query);
  showDialog(say("This query in a program"), "code", (body) => {
    const told = make("p", { role: "status", class: "unseen" });
    const programs = [{ name: "SPARQL", code: query }, ...snippets(query, endpoint, form)];
    const all = programs.map(({ name, code }) => ({
      name: name.toLowerCase(),
      title: name,
      fill: (panel: HTMLElement) => {
        panel.append(
          make("pre", { class: "wide", tabindex: 0, "aria-label": name }, code),
          make("p", { class: "controls" },
            copyButton(say("Copy"), () => code, (text) => (told.textContent = text)),
            code === query ? button(say("Save as a file"), () => saveQuery(query), { class: "secondary" }) : null),
        );
      },
    }));
    body.append(tabs(say("Languages"), all, "", () => undefined), told);
  });
}

/** The form of a query as far as its words tell. */
function formOf(query: string): Form {
  const word = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(query.replace(/<[^>]*>|#.*$/gm, ""))?.[1];
  if (word?.toUpperCase() === "ASK") return "boolean";
  return word && word.toUpperCase() !== "SELECT" ? "graph" : "solutions";
}
