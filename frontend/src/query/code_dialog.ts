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
 *  @param endpoint address of the endpoint, as the reader has it */
export function showCode(query: string, endpoint: string, form: Form): void {
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
