// What of a table is looked at: the order, the rows with some words in them, the columns. It stands in
// the address, so that a link shows the same.

import { button, make } from "../shared/elements";
import { say, sayNumber } from "../shared/words";
import type { View } from "./permalink";
import type { Direction } from "./sorting";

const PAUSE_MILLISECONDS = 250; // after typing, before rows are looked through
const KEYS = ["sort", "find", "hide"];

/** How a table is looked at. */
export interface Looking {
  order: { column: string; direction: Direction } | null;
  find: string;
  hidden: Set<string>;
}

/** What an address says of a table with some columns. */
export function readLooking(view: View, columns: readonly string[]): Looking {
  const { sort = "", find = "", hide = "" } = view;
  const column = sort.replace(/^-/, "");
  const direction = sort.startsWith("-") ? "descending" : "ascending";
  const hidden = new Set(hide.split(",").filter((name) => columns.includes(name)));
  return {
    order: columns.includes(column) ? { column, direction } : null,
    find,
    hidden: hidden.size < columns.length ? hidden : new Set(),
  };
}

/** A view that says it. */
export function withLooking(view: View, { order, find, hidden }: Looking): View {
  const rest = Object.entries(view).filter(([name]) => !KEYS.includes(name));
  return {
    ...Object.fromEntries(rest),
    ...(order && { sort: (order.direction === "descending" ? "-" : "") + order.column }),
    ...(find && { find }),
    ...(hidden.size && { hide: [...hidden].join(",") }),
  };
}

/** What of a view is kept for another query. */
export function withoutLooking(view: View): View {
  return withLooking(view, { order: null, find: "", hidden: new Set() });
}

/** A box that finds rows.
 *  @param onFind told of the words a little after they are typed; gives how many rows are left of all */
export function findBox(find: string, onFind: (find: string) => [number, number]): HTMLElement {
  const input = make("input", { type: "search", id: "find-rows", autocomplete: "off", value: find });
  const count = make("span", { class: "quiet", role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const [left, all] = onFind(input.value);
    count.textContent = input.value.trim()
      ? say("{left} of {all} rows", { left: sayNumber(left), all: sayNumber(all) }) : "";
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MILLISECONDS);
  });
  if (find) look();
  return make("span", { class: "find-rows" },
    make("label", { for: input.id }, say("Find in the rows")), input, count);
}

/** A choice of columns; the last one that is shown stays. */
export function columnChoice(columns: readonly string[], hidden: Set<string>, onChange: () => void): HTMLElement | null {
  if (columns.length < 2) return null;
  const boxes = columns.map((column) => {
    const box = make("input", { type: "checkbox", checked: !hidden.has(column) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(column);
      else hidden.add(column);
      keepOne();
      onChange();
    });
    return { column, box, label: make("label", { class: "check" }, box, column) };
  });
  const keepOne = () => {
    for (const { column, box } of boxes)
      box.disabled = !hidden.has(column) && hidden.size === columns.length - 1;
  };
  keepOne();
  const summary = make("summary", {}, say("Columns"));
  const choice = make("details", { class: "column-choice" },
    summary, make("div", {}, ...boxes.map(({ label }) => label)));
  choice.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    choice.open = false;
    summary.focus();
  });
  choice.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !choice.contains(relatedTarget)) choice.open = false;
  });
  return choice;
}

/** A button that gives an element the whole screen; null where the browser has no way to. */
export function wholeScreen(element: () => Element | null): HTMLElement | null {
  if (!document.fullscreenEnabled) return null;
  return button(say("Whole screen"), () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void element()?.requestFullscreen();
  }, { class: "secondary" });
}
