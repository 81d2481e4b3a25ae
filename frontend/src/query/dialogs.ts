// Dialogs of the page: closed by Escape, by their button, and by a click beside them.

import { button, make } from "../shared/elements";
import { say } from "../shared/words";

/** Show a dialog until it is closed; the focus goes back to where it was.
 *  @param fill makes what stands in it; told how to close it */
export function showDialog(title: string, name: string, fill: (body: HTMLElement, close: () => void) => void): void {
  const heading = make("h2", { id: `${name}-title` }, title);
  const dialog = make("dialog", { class: `query-dialog ${name}`, "aria-labelledby": heading.id });
  const close = () => dialog.close();
  const body = make("div", { class: "dialog-body" });
  dialog.append(
    make("div", { class: "dialog-head" }, heading, button(say("Close"), close, { class: "secondary" })),
    body,
  );
  fill(body, close);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
}
