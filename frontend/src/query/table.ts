// The table of a result: sorted by a column, walked through with the arrow keys, its cells and
// itself copied.

import type { Solution, Term } from "../shared/endpoint";
import { pageOf } from "../shared/addresses";
import { button, make } from "../shared/elements";
import { pageLanguage, say, sayCount, sayNumber } from "../shared/words";
import { inspector, type Inspector } from "./cell_inspector";
import { copyButton } from "./clipboard";
import { asMarkdown, asTabs } from "./copying";
import { irisIn, learnNames, nameOf, shownText } from "./labels";
import type { View } from "./permalink";
import { folded } from "./questions";
import { sorted } from "./sorting";
import { columnChoice, findBox, readLooking, wholeScreen, withLooking, type Looking } from "./table_tools";
import { numberOf, shortText, timeOf, unusualDatatype } from "./terms";

const MOST_ROWS = 1000; // that are added to the page at once
const FEW_ROWS = 15; // that are seen without scrolling in the table
const LONGEST_TEXT = 600; // of a cell; the whole stands below the table

/** What the table needs of the page. */
export interface TableAround {
  announce: (text: string) => void;
  view: View;
  onView: (view: View) => void;
}

/** Fill a panel with the table of a result. */
export class ResultTable {
  private readonly looking: Looking;
  private columns: readonly string[] = []; // that are shown
  private shown = MOST_ROWS;
  private hasNames = true;
  private rows: Solution[];
  private readonly table = make("table", { role: "grid", class: "result-table" });
  private readonly head = make("thead");
  private readonly body = make("tbody");
  private readonly more = make("p", { class: "controls" });
  private readonly inspector: Inspector = inspector();

  constructor(
    panel: HTMLElement,
    private readonly variables: readonly string[],
    private readonly all: readonly Solution[],
    private readonly around: TableAround,
  ) {
    this.rows = [...all];
    this.looking = readLooking(around.view, variables);
    this.columns = variables.filter((name) => !this.looking.hidden.has(name));
    const label = sayCount("{count} row", "{count} rows", all.length);
    this.table.setAttribute("aria-rowcount", String(all.length + 1));
    this.table.append(make("caption", { class: "unseen" }, label), this.head, this.body);
    const region = make(
      "div", { class: `wide table-region${all.length > FEW_ROWS ? "" : " short"}`, role: "region", "aria-label": say("Rows of the result") },
      this.table,
    );
    panel.append(
      this.tools(), make("div", {}, region, this.inspector.element), this.more,
    );
    this.table.addEventListener("keydown", (event) => this.move(event));
    this.table.addEventListener("focusin", (event) => this.inspect(event.target));
    this.table.addEventListener("click", (event) => this.take(event.target));
    this.choose();
    void this.name();
  }

  /** Show the columns that are looked at, and the rows in their order. */
  private choose(): void {
    this.columns = this.variables.filter((name) => !this.looking.hidden.has(name));
    this.head.replaceChildren(this.header());
    this.arrange();
    this.draw();
  }

  private look(): void {
    this.around.onView(withLooking(this.around.view, this.looking));
  }

  private async name(): Promise<void> {
    if (!(await learnNames(irisIn(this.all)))) return;
    this.arrange();
    this.draw();
  }

  private tools(): HTMLElement {
    const naming = make("input", { type: "checkbox", id: "names-of-things", checked: true });
    naming.addEventListener("change", () => {
      this.hasNames = naming.checked;
      this.arrange();
      this.draw();
    });
    const label = make("label", { class: "check", for: naming.id }, naming, say("Names instead of IRIs"));
    const words = (term: Term) => this.words(term);
    const find = findBox(this.looking.find, (text) => {
      const isChanged = this.looking.find !== text;
      this.looking.find = text;
      this.arrange();
      this.draw();
      if (isChanged) this.look();
      return [this.rows.length, this.all.length];
    });
    const choice = columnChoice(this.variables, this.looking.hidden, () => {
      this.choose();
      this.look();
    });
    const { announce } = this.around;
    return make(
      "div", { class: "controls table-tools" },
      find, label, choice, wholeScreen(() => this.table.closest(".outcome")),
      copyButton(say("Copy for a spreadsheet"), () => asTabs(this.columns, this.rows), announce),
      copyButton(say("Copy as Markdown"), () => asMarkdown(this.columns, this.rows, words), announce),
    );
  }

  private header(): HTMLElement {
    const row = make("tr");
    for (const column of this.columns) {
      const mark = make("span", { class: "order", "aria-hidden": "true" });
      const sort = button(column, () => this.sort(column), { title: say("Sort by this column") });
      sort.append(mark);
      row.append(make("th", { scope: "col", "data-column": column }, sort));
    }
    return row;
  }

  private sort(column: string): void {
    const { order: before } = this.looking;
    const isThis = before?.column === column;
    const isUp = isThis && before.direction === "ascending";
    const order: Looking["order"] = isThis && !isUp ? null
      : { column, direction: isUp ? "descending" : "ascending" };
    this.looking.order = order;
    this.arrange();
    this.draw();
    this.look();
    this.around.announce(
      order
        ? order.direction === "ascending"
          ? say("Sorted by {column}, ascending", { column })
          : say("Sorted by {column}, descending", { column })
        : say("In the order in which it came"),
    );
  }

  private arrange(): void {
    const { order } = this.looking;
    const found = this.found();
    this.rows = order
      ? sorted(found, order.column, order.direction, pageLanguage(), (term) => this.words(term))
      : [...found];
    for (const head of this.table.querySelectorAll<HTMLElement>("th")) {
      const direction = head.dataset.column === order?.column ? order?.direction : null;
      if (direction) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    }
  }

  /** The rows in whose columns all words stand that are looked for, as shown or as they are. */
  private found(): readonly Solution[] {
    const wanted = folded(this.looking.find).split(/\s+/).filter(Boolean);
    if (!wanted.length) return this.all;
    return this.all.filter((row) => {
      const terms = this.variables.flatMap((column) => row[column] ?? []);
      const said = folded(terms.map((term) => `${this.words(term)} ${term.value}`).join(" "));
      return wanted.every((word) => said.includes(word));
    });
  }

  private draw(): void {
    const shown = this.rows.slice(0, this.shown);
    this.body.replaceChildren(...shown.map((row, index) => this.row(row, index)));
    const first = this.body.querySelector("td");
    if (first) first.tabIndex = 0;
    const rest = this.rows.length - shown.length;
    this.more.replaceChildren();
    this.more.hidden = rest <= 0;
    if (rest <= 0) return;
    const words = say("{shown} of {all} rows are shown. Downloads have all.",
      { shown: sayNumber(shown.length), all: sayNumber(this.rows.length) });
    const count = Math.min(rest, MOST_ROWS);
    this.more.append(
      make("span", { class: "quiet" }, words),
      button(sayCount("Show {count} more row", "Show {count} more rows", count), () => {
        this.shown += MOST_ROWS;
        this.draw();
      }, { class: "secondary" }),
    );
  }

  private row(row: Solution, index: number): HTMLElement {
    const cells = this.columns.map((column) => this.cell(row[column]));
    const made = make("tr", { "aria-rowindex": index + 2 }, ...cells);
    made.dataset.index = String(index);
    return made;
  }

  private cell(term: Term | undefined): HTMLElement {
    const cell = make("td", { tabindex: -1 });
    if (!term) cell.append(make("span", { class: "quiet unbound" }, say("no value")));
    else if (term.type === "uri") cell.append(this.thing(term));
    else if (term.type === "bnode") cell.append(make("span", { class: "iri" }, shortText(term)));
    else {
      const isLong = term.value.length > LONGEST_TEXT;
      const text = isLong ? `${term.value.slice(0, LONGEST_TEXT)} …` : term.value;
      const language = term["xml:lang"];
      cell.append(make("span", { lang: language }, text));
      const note = language ?? unusualDatatype(term);
      if (note) cell.append(" ", make("small", { class: "quiet" }, note));
      cell.className = numberOf(term) !== null ? "number" : timeOf(term) !== null ? "time" : "";
    }
    return cell;
  }

  private thing(term: Term): HTMLElement {
    const name = this.hasNames ? nameOf(term.value) : null;
    const attributes = {
      title: term.value, lang: name?.language, class: name ? (name.language ? "foreign" : "") : "iri",
    };
    const page = pageOf(term.value);
    return page
      ? make("a", { href: page, tabindex: -1, ...attributes }, this.words(term))
      : make("span", attributes, this.words(term));
  }

  private words(term: Term): string {
    return this.hasNames ? shownText(term) : shortText(term);
  }

  private termOf(cell: HTMLTableCellElement): Term | undefined {
    const index = Number(cell.closest("tr")?.dataset.index);
    return this.rows[index]?.[this.columns[cell.cellIndex] ?? ""];
  }

  private inspect(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest("td") : null;
    if (!cell) return;
    for (const other of this.body.querySelectorAll<HTMLElement>('td[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
    this.inspector.show(this.columns[cell.cellIndex] ?? "", this.termOf(cell), this.around.announce);
  }

  private take(target: EventTarget | null): void {
    if (target instanceof Element && !target.closest("a, button")) target.closest("td")?.focus();
  }

  private move(event: KeyboardEvent): void {
    const cell = event.target instanceof HTMLElement ? event.target.closest("td") : null;
    if (!cell || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.target === cell) return cell.querySelector("a")?.click();
    const row = cell.closest("tr");
    const column = cell.cellIndex;
    const of = (other: Element | null | undefined, at = column) =>
      other instanceof HTMLTableRowElement ? other.cells[Math.min(at, other.cells.length - 1)] : null;
    const last = this.columns.length - 1;
    const targets: Partial<Record<string, Element | null | undefined>> = {
      ArrowRight: cell.nextElementSibling,
      ArrowLeft: cell.previousElementSibling,
      ArrowDown: of(row?.nextElementSibling),
      ArrowUp: of(row?.previousElementSibling),
      Home: of(event.ctrlKey ? this.body.firstElementChild : row, 0),
      End: of(event.ctrlKey ? this.body.lastElementChild : row, last),
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    const next = targets[event.key];
    if (next instanceof HTMLElement) next.focus();
  }
}
