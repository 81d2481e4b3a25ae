// The dialog of the history: the switch with what it means, and the queries that were run.

import { button, make } from "../shared/elements";
import { pageLanguage, say, sayCount } from "../shared/words";
import { showDialog } from "./dialogs";
import type { Entry, History } from "./history";
import { saySeconds } from "./seconds";

const LONGEST_PREVIEW = 160;

/** Show the history.
 *  @param load told of the query that the reader chooses */
export function showHistory(history: History, load: (query: string) => void): void {
  showDialog(say("History"), "history", (body, close) => {
    const draw = () => {
      body.replaceChildren(make("p", {}, toggle(draw)), note(), ...list(draw));
    };
    draw();

    function toggle(redraw: () => void): HTMLElement {
      const box = make("input", { type: "checkbox", id: "keep-history", checked: history.isOn, disabled: !history.isPossible });
      box.addEventListener("change", () => {
        if (box.checked) history.turnOn();
        else history.turnOff();
        redraw();
        body.querySelector<HTMLElement>("#keep-history")?.focus();
      });
      return make("label", { class: "check", for: box.id }, box, say("Keep the queries that I run"));
    }

    function note(): HTMLElement {
      const words = history.isPossible
        ? say("They are kept in this browser only and sent to nobody. Turning this off deletes them.")
        : say("This browser lets pages keep nothing.");
      return make("p", { class: "quiet" }, words);
    }

    function list(redraw: () => void): HTMLElement[] {
      const { entries } = history;
      if (!history.isOn) return [];
      if (!entries.length) return [make("p", { class: "quiet" }, say("No query was run yet."))];
      const clear = button(say("Delete all"), () => {
        history.clear();
        redraw();
      }, { class: "secondary" });
      const items = entries.map((entry) => item(entry, redraw));
      return [make("ol", { class: "history-list" }, ...items), make("p", {}, clear)];
    }

    function item(entry: Entry, redraw: () => void): HTMLElement {
      const words = preview(entry.query);
      const open = button(words, () => {
        close();
        load(entry.query);
      }, { class: "link", title: say("Load into the editor") });
      const remove = button(say("Delete"), () => {
        history.remove(entry);
        redraw();
      }, { class: "secondary", "aria-label": say("Delete {query}", { query: words }) });
      return make("li", {}, open, make("span", { class: "quiet" }, facts(entry)), remove);
    }
  });
}

/** The beginning of a query without its prefixes and comments. */
export function preview(query: string): string {
  const said = query
    .split("\n")
    .filter((line) => !/^\s*(#|PREFIX\b|BASE\b|$)/i.test(line))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
  return said.length > LONGEST_PREVIEW ? `${said.slice(0, LONGEST_PREVIEW)} …` : said;
}

function facts({ at, seconds, rows }: Entry): string {
  const when = new Date(at).toLocaleString(pageLanguage(), { dateStyle: "medium", timeStyle: "short" });
  const count = rows === null ? [] : [sayCount("{count} row", "{count} rows", rows)];
  return [when, ...count, saySeconds(seconds)].join(" · ");
}
