// The tab of charts: what a result is drawn as by itself, or why it is not, and where its figures are
// drawn on scales of their own.

import type { Solution } from "../shared/endpoint";
import { button, make } from "../shared/elements";
import { say, sayCount } from "../shared/words";
import { chartPanel, type ChartAround } from "./chart_panel";
import { anyChart, defaultChart } from "./default_chart";
import { figuresAddress, figuresOf, MOST_FIGURES, type ResultFigures } from "./result_figures";
import type { Column } from "./shape";

/** Fill the panel of charts. */
export async function chartTab(
  panel: HTMLElement,
  columns: readonly Column[],
  rows: readonly Solution[],
  around: ChartAround,
): Promise<void> {
  const figures = await figuresOf(columns, rows);
  const chart = defaultChart(columns, rows);
  const chosen = anyChart(columns);
  const link = figures.size ? figuresLink(figures) : null;
  if (chosen && (chart ?? around.view.chart)) {
    if (link) panel.append(make("p", { class: "chart-figures" }, link));
    return chartPanel(panel, columns, rows, chart ?? chosen, figures, around);
  }
  const reason = make("p", { class: "note" }, reasonOf(Boolean(chosen), rows.length, figures.size > 0));
  panel.append(reason);
  if (link) reason.append(" ", link);
  if (!chosen || rows.length < 2) return;
  const draw = button(say("Choose what to draw"), () => {
    draw.remove();
    void chartPanel(panel, columns, rows, chosen, figures, around);
  }, { class: "secondary" });
  panel.append(make("p", {}, draw));
}

function reasonOf(hasNumber: boolean, rows: number, hasFigures: boolean): string {
  if (hasFigures) return say("No column has the amounts of these figures as numbers; they may stand here in words.");
  if (!hasNumber) return say("There is nothing to draw: no column of this result is a number. COUNT gives one.");
  return rows > 1
    ? say("Nothing is drawn by itself: the numbers here give an order, are all alike, or are none of single rows.")
    : say("There is nothing to draw: a number alone makes no chart.");
}

/** The way to the page that draws figures, each measure on its own scale. */
function figuresLink(figures: ResultFigures): HTMLElement {
  const words = figures.size > MOST_FIGURES
    ? say("Draw the first {count} of these figures, each measure on a scale of its own", { count: MOST_FIGURES })
    : sayCount("Draw this {count} figure on a scale of its own", "Draw these {count} figures, each measure on a scale of its own", figures.size);
  return make("a", { href: figuresAddress(figures) }, words);
}
