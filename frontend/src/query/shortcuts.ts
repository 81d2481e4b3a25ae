// Keys of the page, and the dialog that lists them.

import { make } from "../shared/elements";
import { say } from "../shared/words";
import { showDialog } from "./dialogs";

/** What keys do. A single character can be turned off (WCAG 2.2, 2.1.4). */
export class Shortcuts {
  private hasCharacters = true;

  constructor(private readonly cancel: () => boolean) {
    document.addEventListener("keydown", (event) => this.press(event));
  }

  /** List them. */
  show(): void {
    showDialog(say("Keys"), "keys", (body) => {
      const command = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";
      const rows: [string, string][] = [
        [`${command} Enter`, say("Run the query")],
        ["Ctrl Space", say("Complete what is being written")],
        [`${command} /`, say("Make the line a comment, or no longer one")],
        ["Shift Alt F", say("Break and indent the lines")],
        [`${command} .`, say("Make the change that is proposed for a mistake")],
        ["Escape", say("Cancel the query that runs; close a dialog")],
        ["Escape, Tab", say("Leave the editor")],
        ["?", say("Show this list, outside of text fields")],
        ["← → Home End", say("Go from tab to tab, or through the row of a table")],
        ["↑ ↓", say("Go through the rows of a table")],
        ["Enter", say("Open the page of what a cell names")],
        ["Ctrl Home, Ctrl End", say("Go to the first or the last cell of a table")],
      ];
      const list = make("dl", { class: "keys" });
      for (const [keys, words] of rows)
        list.append(make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, words)));
      const box = make("input", { type: "checkbox", id: "single-keys", checked: this.hasCharacters });
      box.addEventListener("change", () => (this.hasCharacters = box.checked));
      const label = make("label", { class: "check", for: box.id }, box, say("The key ? shows this list"));
      body.append(list, make("p", {}, label));
    });
  }

  private press(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && this.cancel()) event.preventDefault();
    else if (event.key === "?" && this.hasCharacters && !isTyping(event.target)) {
      event.preventDefault();
      this.show();
    }
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select") !== null);
}
