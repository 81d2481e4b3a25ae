// The figures: the drawn plot answers to pointer and keyboard, and shows evidence beside it.
//
// The server draws each plot and says what it shows. On every page with a plot, marks tell of
// themselves on a card; on the page of figures, the plot is narrowed down in place as well.

import "./figures.css";

import { isPlain } from "../shared/events";
import { loadWords } from "../shared/words";
import { cardOf, hideCard, hintFor, leaveCard, moveCard, showCard } from "./card";
import { highlightMarks } from "./highlight";
import { claimIdOf, markOf, moveBy, takeTabStops, type Mark } from "./marks";

await loadWords(import.meta.glob("./words/*.json", { import: "default" }));

const part = document.querySelector<HTMLElement>(".figures-page");
const page = part && (await import("./page"));
const evidence = part && (await import("./evidence"));
let touched: { mark: Mark; wasShown: boolean } | null = null;

function show(mark: Mark, touches = false): void {
  showCard(mark, hintFor(touches, evidence !== null));
}

document.addEventListener("pointerover", (event) => {
  const mark = markOf(event.target);
  if (mark && event.pointerType !== "touch" && !event.buttons) show(mark);
});
document.addEventListener("pointerout", (event) => {
  if (markOf(event.target) && markOf(event.target) !== markOf(event.relatedTarget)) leaveCard();
});
document.addEventListener("focusin", (event) => {
  const mark = markOf(event.target);
  if (mark?.matches(":focus-visible")) show(mark);
});
document.addEventListener("focusout", (event) => {
  if (markOf(event.target)) leaveCard();
});
document.addEventListener("scroll", moveCard, { passive: true });
document.addEventListener("pointerdown", (event) => {
  const mark = markOf(event.target);
  touched = mark && event.pointerType === "touch" ? { mark, wasShown: cardOf() === mark } : null;
  if (event.pointerType === "touch" && !mark) hideCard();
});

document.addEventListener("keydown", (event) => {
  const mark = markOf(event.target);
  if (!isPlain(event) || event.defaultPrevented) return;
  if (event.key === "Escape" && cardOf()) return hideCard();
  if (event.key === "Escape") page?.escapePage();
  else if (mark && moveBy(event.key, mark)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const mark = markOf(event.target);
  if (!mark || event.button || !isPlain(event) || event.defaultPrevented) return;
  if (touched?.mark === mark && !touched.wasShown) {
    event.preventDefault(); // the first tap shows, the second opens
    show(mark, true);
  } else if (evidence) {
    event.preventDefault();
    hideCard();
    evidence.openEvidence(claimIdOf(mark));
  }
  touched = null;
});

takeTabStops(document);
highlightMarks(document.body);
if (page && part) page.startPage(part);
