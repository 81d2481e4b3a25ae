// A result with its tabs: which there are depends on its form and on what can be drawn of it.

import type { Refusal } from "../shared/endpoint";
import { make } from "../shared/elements";
import { say, sayCount, sayNumber } from "../shared/words";
import { downloads } from "./downloads";
import { warningsAbout } from "./editor";
import { graphTab } from "./graph_tab";
import { withPart } from "./loading";
import type { View } from "./permalink";
import { rawPanel } from "./raw";
import { MOST_BYTES, type Result } from "./running";
import { saySeconds } from "./seconds";
import { formatsOf, type ServerData } from "./server_data";
import { columnsOf } from "./shape";
import { ResultTable } from "./table";
import { tabs, type Tab } from "./tabs";

/** What a result is shown with. */
export interface Surroundings {
  data: ServerData;
  /** Further parameters of the request, such as `default-graph-uri`. */
  parameters: [string, string][];
  announce: (text: string) => void;
  tell: (refusal: Refusal) => void;
  view: View;
  onView: (view: View) => void;
}

/** How many rows and how long it took, in words. */
export function summaryOf(result: Result): string {
  const { form, rows, seconds, isCut } = result;
  const time = seconds === null ? "" : saySeconds(seconds);
  const count = rows.length;
  const size = form === "boolean" ? answerOf(result)
    : form === "graph" ? sayCount("{count} triple", "{count} triples", count)
    : sayCount("{count} row", "{count} rows", count);
  const words = isCut ? say("the first {size}", { size }) : size;
  return time ? say("{size} in {time}", { size: words, time }) : words;
}

/** The section of a result. */
export function outcome(result: Result, around: Surroundings): HTMLElement {
  const heading = make("h2", { id: "outcome-title", tabindex: -1 }, say("Result"), " ",
    make("small", { class: "quiet" }, summaryOf(result)));
  const section = make("section", { class: "outcome", "aria-labelledby": heading.id }, heading);
  if (result.isCut) section.append(make("p", { class: "note" },
    say("Reading stopped after {size} MB, so that this page stays quick. There are more rows; downloads have all.",
      { size: sayNumber(MOST_BYTES / 1_000_000) })));
  if (result.broken) section.append(make("p", { class: "note" }, say("This is not the whole result: it broke off.")));
  const formats = formatsOf(around.data, result.form);
  const down = downloads(result.query, formats, around.parameters, around.tell, around.announce);
  if (result.form === "boolean") {
    section.append(make("p", { class: "answer" }, answerOf(result), " ",
      make("small", { class: "quiet" }, String(result.answer))));
  }
  const all = tabsOf(result, around);
  const choose = (tab: string) => around.onView({ ...around.view, tab });
  section.append(down, tabs(say("Views of the result"), all, around.view.tab ?? "", choose));
  return section;
}

function answerOf(result: Result): string {
  return result.answer ? say("Yes") : say("No");
}

/** That there is nothing, and what of the query can be why. */
function nothingFound(query: string): HTMLElement {
  const told = make("div", {}, make("p", {}, say("Nothing was found.")));
  void warningsAbout(query).then((warnings) => {
    if (!warnings.length) {
      told.append(make("p", { class: "quiet" },
        say("Leave out a line of the query, or put it in OPTIONAL { }, to see which part finds nothing.")));
      return;
    }
    const items = [...new Set(warnings.map(({ message }) => message))].map((words) => make("li", {}, words));
    told.append(make("p", {}, say("This may be why:")), make("ul", { class: "note" }, ...items));
  });
  return told;
}

function tabsOf(result: Result, around: Surroundings): Tab[] {
  const { form, rows, variables, query } = result;
  const formats = formatsOf(around.data, form);
  const raw: Tab = {
    name: "raw",
    title: say("Text"),
    fill: (panel) => rawPanel(panel, query, formats, around.parameters, around.tell, around.announce),
  };
  if (form === "boolean") return [raw];
  const all: Tab[] = [{
    name: "table",
    title: say("Table"),
    fill: (panel) => {
      if (!rows.length) panel.append(nothingFound(query));
      else new ResultTable(panel, variables, rows, around);
    },
  }];
  const columns = columnsOf(variables, rows);
  if (form === "solutions" && rows.length) {
    all.push({
      name: "chart",
      title: say("Chart"),
      fill: (panel) => withPart(import("./chart_tab"),
        ({ chartTab }) => chartTab(panel, columns, rows, { ...around, release: around.data.release, query }),
        (words) => panel.append(make("p", { class: "note" }, words))),
    });
  }
  const graph = graphTab(result, columns);
  return [...all, ...(graph ? [graph] : []), raw];
}
