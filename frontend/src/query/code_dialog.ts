// The dialog with programs that ask the same.

import { make } from "../shared/elements";
import { say } from "../shared/words";
import { copyButton } from "./clipboard";
import { showDialog } from "./dialogs";
import { snippets, type Form } from "./snippets";
import { tabs } from "./tabs";

/** Show programs that send a query.
 *  @param endpoint address of the endpoint, as the reader has it */
export function showCode(query: string, endpoint: string, form: Form): void {
  showDialog(say("This query in a program"), "code", (body) => {
    const told = make("p", { role: "status", class: "unseen" });
    const all = snippets(query, endpoint, form).map(({ name, code }) => ({
      name: name.toLowerCase(),
      title: name,
      fill: (panel: HTMLElement) => {
        panel.append(
          make("pre", { class: "wide", tabindex: 0, "aria-label": name }, code),
          copyButton(say("Copy"), () => code, (text) => (told.textContent = text)),
        );
      },
    }));
    body.append(tabs(say("Languages"), all, "", () => undefined), told);
  });
}
